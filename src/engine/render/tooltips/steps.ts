/** Where the arrow keys lead. */
import type { ReadPlot, Stop } from "./nearest.js";

export interface Place {
  readonly plot: ReadPlot;
  readonly stop: Stop;
}

const directions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** The next place for a key; undefined for a key that leads nowhere. Plots follow one another. */
export function stepFrom(
  plots: readonly ReadPlot[],
  from: Place | undefined,
  key: string,
): Place | undefined {
  const places = plots.flatMap((plot) => plot.stops.map((stop) => ({ plot, stop })));
  if (key === "Home") return places.at(0);
  if (key === "End") return places.at(-1);
  const direction = directions.get(key);
  if (direction === undefined) return undefined;
  const at = places.findIndex(({ stop }) => stop === from?.stop);
  if (at < 0 || from === undefined) return places.at(0);
  if (from.plot.reading === "mark") {
    const beside = besides(from, direction);
    if (beside !== undefined) return { plot: from.plot, stop: beside };
  }
  const [right, down] = direction;
  return places[Math.max(0, Math.min(at + right + down, places.length - 1))];
}

/** The nearest mark in a direction: marks that stand aside count as farther. */
function besides({ plot, stop }: Place, [right, down]: readonly [number, number]): Stop | undefined {
  const ahead = ({ x, y }: Stop) => (x - stop.x) * right + (y - stop.y) * down;
  const aside = ({ x, y }: Stop) => Math.abs((x - stop.x) * down) + Math.abs((y - stop.y) * right);
  return plot.stops
    .filter((one) => ahead(one) > 0.5)
    .sort((a, b) => ahead(a) + 2 * aside(a) - (ahead(b) + 2 * aside(b)))[0];
}
