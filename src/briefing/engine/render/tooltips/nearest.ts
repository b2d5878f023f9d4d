/** Finds the marks whose tooltip is shown at a point of a figure. */
import type { Bounds, Mark, Plot, Point } from "./scene.js";

/**
 * How a plot is read: all marks at the same `x` or `y`; vertical bars by `column`, horizontal ones by `row`; else the
 * nearest `mark`.
 */
type Reading = "x" | "y" | "column" | "row" | "mark";

/** One step in a plot: marks that share a tooltip. */
export interface Stop extends Point {
  readonly marks: readonly Mark[];
  /** Of the first mark. */
  readonly box: Bounds;
}

export interface ReadPlot {
  /** The rectangle in which it responds. */
  readonly area: Bounds;
  readonly reading: Reading;
  /** In the order of the arrow keys. */
  readonly stops: readonly Stop[];
}

/** Overrides in a specification (`usermeta.answers`), for what its marks do not show. */
export interface Hints {
  readonly along?: "x" | "y" | "mark" | undefined;
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
    const isWide = isSame(marks.map(widthOf));
    const isTall = isSame(marks.map(heightOf));
    return isWide === isTall ? "mark" : isWide ? "column" : "row";
  }
  const x = areShared(marks.map((mark) => mark.x));
  const y = areShared(marks.map((mark) => mark.y));
  return x === y ? "mark" : x ? "x" : "y";
}

const widthOf = ({ box }: Mark): number => box.x2 - box.x1;
const heightOf = ({ box }: Mark): number => box.y2 - box.y1;
const isSame = (sizes: readonly number[]): boolean => Math.max(...sizes) - Math.min(...sizes) < 0.5;

/** Lines run along x or, if none does, along y. */
function lineDirection(all: readonly Mark[]): "x" | "y" | undefined {
  const points = all.filter(({ line }) => line !== undefined);
  const lines = [...groupBy(points, ({ line }) => line).values()].filter(({ length }) => length > 1);
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
  const isShared = reading === "x" || reading === "y";
  const [first, then] =
    reading === "x" || reading === "column" ? (["x", "y"] as const) : (["y", "x"] as const);
  return [...groupBy(marks, (mark) => (isShared ? Math.round(2 * mark[reading]) : mark)).values()]
    .map((group) => [...group].sort((a, b) => a[then] - b[then]))
    .flatMap((together) => together.slice(0, 1).map(({ x, y, box }) => ({ x, y, box, marks: together })))
    .sort((a, b) => a[first] - b[first] || a[then] - b[then]);
}

/** The plot at a point, or near it. */
export function plotAt(plots: readonly ReadPlot[], point: Point, tolerance: number): ReadPlot | undefined {
  const near = plots.filter(({ area }) => distance(area, point) <= tolerance);
  return minimumBy(near, ({ area }) => [distance(area, point)]);
}

export function nearestStop({ stops, reading }: ReadPlot, point: Point): Stop | undefined {
  // Boxes around shapes, such as countries, overlap: only the one under the pointer is meant.
  if (stops.every(({ marks }) => marks.every(({ type }) => type === "shape"))) return undefined;
  return minimumBy(stops, (stop) => {
    if (reading === "x" || reading === "y") return [Math.abs(stop[reading] - point[reading])];
    const [dx, dy] = gaps(stop.box, point);
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

/** Horizontally and vertically; zero inside. */
const gaps = ({ x1, x2, y1, y2 }: Bounds, { x, y }: Point): readonly [number, number] => [
  Math.max(x1 - x, 0, x - x2),
  Math.max(y1 - y, 0, y - y2),
];

const distance = (box: Bounds, point: Point): number => Math.hypot(...gaps(box, point));

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
    const group = groups.get(keyOf(one)) ?? [];
    groups.set(keyOf(one), group);
    group.push(one);
  }
  return groups;
}

interface Place {
  readonly plot: ReadPlot;
  readonly stop: Stop;
}

/** The next place for a key; undefined if the key does not move. Plots follow one another. */
export function stepFrom(
  plots: readonly ReadPlot[],
  from: Place | undefined,
  key: string,
): Place | undefined {
  const places = plots.flatMap((plot) => plot.stops.map((stop) => ({ plot, stop })));
  if (key === "Home") return places.at(0);
  if (key === "End") return places.at(-1);
  const right = { ArrowLeft: -1, ArrowRight: 1 }[key] ?? 0;
  const down = { ArrowUp: -1, ArrowDown: 1 }[key] ?? 0;
  if (right + down === 0) return undefined;
  const at = places.findIndex(({ stop }) => stop === from?.stop);
  if (at < 0 || from === undefined) return places.at(0);
  if (from.plot.reading === "mark") {
    const beside = nearestInDirection(from, right, down);
    if (beside !== undefined) return { plot: from.plot, stop: beside };
  }
  return places[Math.max(0, Math.min(at + right + down, places.length - 1))];
}

/** The nearest mark in a direction: sideways distance counts more. */
function nearestInDirection({ plot, stop }: Place, right: number, down: number): Stop | undefined {
  const ahead = ({ x, y }: Stop) => (x - stop.x) * right + (y - stop.y) * down;
  const aside = ({ x, y }: Stop) => Math.abs((x - stop.x) * down) + Math.abs((y - stop.y) * right);
  return plot.stops
    .filter((one) => ahead(one) > 0.5)
    .sort((a, b) => ahead(a) + 2 * aside(a) - (ahead(b) + 2 * aside(b)))[0];
}
