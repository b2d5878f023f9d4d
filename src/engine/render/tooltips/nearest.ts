/** Finds the marks whose tooltip is shown at a point of a figure. */
import type { Box, Mark, Plot, Point } from "./scene.js";

/**
 * How a plot is read: all marks at the same `x` or `y`; vertical bars by `column`, horizontal ones by `row`; else the
 * nearest `mark`.
 */
type Reading = "x" | "y" | "column" | "row" | "mark";

/** One step in a plot: marks that share a tooltip. */
export interface Stop extends Point {
  readonly marks: readonly Mark[];
}

export interface ReadPlot {
  /** The rectangle in which it responds. */
  readonly area: Box;
  readonly reading: Reading;
  /** In the order of the arrow keys. */
  readonly stops: readonly Stop[];
}

/** Overrides in a specification (`usermeta.answers`), for what its marks do not show. */
export interface Hints {
  readonly along?: "x" | "y" | undefined;
}

/** Undefined if none of its marks has a tooltip. */
export function readPlot(
  plot: Plot,
  { along }: Hints,
  answers: (mark: Mark) => boolean,
): ReadPlot | undefined {
  const marks = plot.marks.filter(answers);
  if (marks.length === 0) return undefined;
  const reading = along ?? readingOf(marks, plot.marks);
  return { area: plot.box, reading, stops: stopsOf(marks, reading) };
}

/** The number of marks that a panel can list. */
const maxTogether = 12;

function readingOf(marks: readonly Mark[], all: readonly Mark[]): Reading {
  const direction = lineDirection(all);
  if (direction !== undefined) return direction;
  if (marks.every(({ type }) => type === "rect")) {
    const [isWide, isTall] = [isSame(marks.map(widthOf)), isSame(marks.map(heightOf))];
    return isWide === isTall ? "mark" : isWide ? "column" : "row";
  }
  const [x, y] = [areShared(marks.map((mark) => mark.x)), areShared(marks.map((mark) => mark.y))];
  return x === y ? "mark" : x ? "x" : "y";
}

const widthOf = ({ box }: Mark): number => box.right - box.left;
const heightOf = ({ box }: Mark): number => box.bottom - box.top;
const isSame = (sizes: readonly number[]): boolean => Math.max(...sizes) - Math.min(...sizes) < 0.5;

/** Lines run along x or, if none does, along y. */
function lineDirection(all: readonly Mark[]): "x" | "y" | undefined {
  const lines = [
    ...groupBy(
      all.filter(({ line }) => line !== undefined),
      ({ line }) => line,
    ).values(),
  ].filter((line) => line.length > 1);
  const runs = (axis: "x" | "y") =>
    lines.length > 0 &&
    lines.every((line) => {
      const steps = line.slice(1).map((mark, index) => mark[axis] - (line[index]?.[axis] ?? 0));
      return steps.every((step) => step >= 0) || steps.every((step) => step <= 0);
    });
  return runs("x") ? "x" : runs("y") ? "y" : undefined;
}

/** Whether most positions are shared by several marks, and none by too many. */
function areShared(positions: readonly number[]): boolean {
  const groups = [...groupBy(positions, (position) => Math.round(position)).values()];
  return positions.length >= 1.5 * groups.length && groups.every(({ length }) => length <= maxTogether);
}

function stopsOf(marks: readonly Mark[], reading: Reading): readonly Stop[] {
  if (reading === "x" || reading === "y") {
    const across = reading === "x" ? "y" : "x";
    return [...groupBy(marks, (mark) => Math.round(2 * mark[reading])).values()]
      .map((together) => [...together].sort((a, b) => a[across] - b[across]))
      .flatMap((together) =>
        together[0] === undefined ? [] : [{ x: together[0].x, y: together[0].y, marks: together }],
      )
      .sort((a, b) => a[reading] - b[reading]);
  }
  const stops = marks.map((mark) => ({ x: mark.x, y: mark.y, marks: [mark] }));
  const [first, then] = reading === "column" ? (["x", "y"] as const) : (["y", "x"] as const);
  return stops.sort((a, b) => a[first] - b[first] || a[then] - b[then]);
}

/** The plot at a point, or near it. */
export function plotAt(plots: readonly ReadPlot[], point: Point, tolerance: number): ReadPlot | undefined {
  const near = plots.filter(({ area }) => distance(area, point) <= tolerance);
  return minimumBy(near, ({ area }) => [distance(area, point)]);
}

export function nearestStop({ stops, reading }: ReadPlot, point: Point): Stop | undefined {
  return minimumBy(stops, (stop) => {
    if (reading === "x" || reading === "y") return [Math.abs(stop[reading] - point[reading])];
    const box = stop.marks[0]?.box ?? around(stop.marks);
    const [dx, dy] = [gap(point.x, box.left, box.right), gap(point.y, box.top, box.bottom)];
    if (reading === "column") return [dx, dy];
    return reading === "row" ? [dy, dx] : [Math.hypot(dx, dy)];
  });
}

/** The mark of a stop that is at the point or near it. */
export function nearestMark({ marks }: Stop, point: Point, within: number): Mark | undefined {
  return minimumBy(
    marks.filter(({ box }) => distance(box, point) <= within),
    ({ box }) => [distance(box, point)],
  );
}

const gap = (at: number, from: number, to: number): number => Math.max(from - at, 0, at - to);

function distance({ left, right, top, bottom }: Box, { x, y }: Point): number {
  return Math.hypot(gap(x, left, right), gap(y, top, bottom));
}

function around(marks: readonly Mark[]): Box {
  const boxes = marks.map(({ box }) => box);
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    top: Math.min(...boxes.map(({ top }) => top)),
    right: Math.max(...boxes.map(({ right }) => right)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/** The minimum by the first measure, then the next; among equals the last, which is drawn on top. */
function minimumBy<T>(all: readonly T[], measures: (one: T) => readonly number[]): T | undefined {
  let best: { readonly one: T; readonly by: readonly number[] } | undefined;
  for (const one of all) {
    const by = measures(one);
    const differing = by.findIndex((measure, index) => measure !== best?.by[index]);
    if (best === undefined || differing < 0 || (by[differing] ?? 0) < (best.by[differing] ?? 0))
      best = { one, by };
  }
  return best?.one;
}

export function groupBy<T, Key>(all: readonly T[], keyOf: (one: T) => Key): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [one]);
    else own.push(one);
  }
  return groups;
}

interface Place {
  readonly plot: ReadPlot;
  readonly stop: Stop;
}

const directions: ReadonlyMap<string, readonly [number, number]> = new Map([
  ["ArrowLeft", [-1, 0]],
  ["ArrowRight", [1, 0]],
  ["ArrowUp", [0, -1]],
  ["ArrowDown", [0, 1]],
]);

/** The next place for a key; undefined if the key does not move. Plots follow one another. */
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
    const beside = nearestInDirection(from, direction);
    if (beside !== undefined) return { plot: from.plot, stop: beside };
  }
  const [right, down] = direction;
  return places[Math.max(0, Math.min(at + right + down, places.length - 1))];
}

/** The nearest mark in a direction: sideways distance counts more. */
function nearestInDirection(
  { plot, stop }: Place,
  [right, down]: readonly [number, number],
): Stop | undefined {
  const ahead = ({ x, y }: Stop) => (x - stop.x) * right + (y - stop.y) * down;
  const aside = ({ x, y }: Stop) => Math.abs((x - stop.x) * down) + Math.abs((y - stop.y) * right);
  return plot.stops
    .filter((one) => ahead(one) > 0.5)
    .sort((a, b) => ahead(a) + 2 * aside(a) - (ahead(b) + 2 * aside(b)))[0];
}
