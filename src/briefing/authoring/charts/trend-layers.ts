/** Trends among the points of a plot: their lines, their intervals, and the note that says what they are. */
import { ChartError } from "../errors.js";
import { quiet, wrap } from "./layers.js";
import { leastSquares, type TrendPoint } from "./trend.js";
import type { Series } from "./series.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

interface Point extends TrendPoint {
  readonly series: string;
  /** Its x in the specification. */
  readonly place: number | string;
}

export interface TrendOptions {
  readonly of: "all" | "series";
  readonly series: readonly Series[];
  /** On logarithmic axes, the line is straight as drawn: through the logarithms. */
  readonly log: { readonly x: boolean; readonly y: boolean };
  /** The place in the specification of a position along the axis. */
  readonly placeOf: (x: number) => number | string;
  readonly panel: string;
}

interface Drawn {
  readonly name: string;
  readonly n: number;
  readonly colour: string;
  readonly rows: readonly {
    readonly x: number | string;
    readonly y: number;
    readonly low: number;
    readonly high: number;
  }[];
}

/** The interval is curved, so that it is drawn through several points. */
const steps = 40;

export function trendsOf(
  points: readonly Point[],
  { of, series, log, placeOf, panel }: TrendOptions,
): readonly Drawn[] {
  const groups =
    of === "all"
      ? [{ name: "", colour: colour("ink"), own: points }]
      : series.map((one) => ({
          name: one.name,
          colour: colour(one.colour),
          own: points.filter((point) => point.series === one.name),
        }));
  const intoX = log.x ? Math.log : (value: number) => value;
  const outOfX = log.x ? Math.exp : (value: number) => value;
  const intoY = log.y ? Math.log : (value: number) => value;
  const outOfY = log.y ? Math.exp : (value: number) => value;
  return groups
    .filter(({ own }) => own.length > 0)
    .map(({ name, colour: ink, own }) => {
      const where = [panel, name].filter((part) => part !== "").join(", ") || "the plot";
      const { n, at } = leastSquares(
        own.map(({ x, y }) => ({ x: intoX(x), y: intoY(y) })),
        where,
      );
      const places = own.map(({ x }) => intoX(x));
      const from = Math.min(...places);
      const to = Math.max(...places);
      const rows = Array.from({ length: steps + 1 }, (_, step) => {
        const x = from + ((to - from) * step) / steps;
        const { y, low, high } = at(x);
        return { x: placeOf(outOfX(x)), y: outOfY(y), low: outOfY(low), high: outOfY(high) };
      });
      return { name, n, colour: ink, rows };
    });
}

/**
 * Heights for which the axis has room: lines and intervals. If no value and no line is below zero, neither is the axis,
 * and the interval ends there.
 */
export function heightsOf(trends: readonly Drawn[], values: readonly number[]): readonly number[] {
  const rows = trends.flatMap((one) => one.rows);
  const isPositive = [...values, ...rows.map(({ y }) => y)].every((value) => value >= 0);
  return rows.flatMap(({ low, high }) => [isPositive ? Math.max(0, low) : low, high]);
}

/** Behind the points. */
export const trendLayers = (trends: readonly Drawn[], y: Spec): readonly Spec[] =>
  trends.flatMap(({ colour: ink, rows }) => [
    quiet(
      "area",
      { color: ink, opacity: 0.15, line: false, clip: true },
      { y: { ...y, field: "low" }, y2: { field: "high" } },
      rows,
    ),
    quiet("line", { color: ink, strokeWidth: 1.5 }, { y: { ...y, field: "y" } }, rows),
  ]);

const lineLength = 52;

/** What is drawn, below the axis: `Line: least squares, n = 48, with its 95 % confidence interval.` */
export function trendNote(trends: readonly Drawn[], isLog: "log" | "linear"): Spec | undefined {
  if (trends.length === 0) return undefined;
  const counts = trends.map(({ name, n }) => (name === "" ? `n = ${n}` : `${name} n = ${n}`)).join(", ");
  const scale = isLog === "log" ? " of the logarithms" : "";
  const lines = trends.length === 1 ? "Line: least squares" : "Lines: least squares";
  const said = `${lines}${scale}, ${counts}, shaded 95 % confidence interval.`;
  return { title: wrap(said, lineLength), titleAnchor: "start", titleAlign: "left" };
}

/** Requires an axis along which a line has a slope. */
export function requireSlope(chart: string, field: string, kind: string): void {
  if (kind !== "words") return;
  throw new ChartError(`${chart}: trend needs numbers, years or dates along x, but "${field}" holds words`, {
    hint: "Leave out trend, or name another column.",
  });
}
