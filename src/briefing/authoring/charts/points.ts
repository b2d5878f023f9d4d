/** The points of lines and areas: their places, values, bounds and status. */
import { isEarlyStatus, statusWords } from "../early-count.js";
import { ChartError } from "../errors.js";
import type { HorizontalAxis } from "./axes.js";
import type { Column } from "./columns.js";
import type { Measure } from "./measure.js";
import { type Read, seriesAt } from "./plain.js";

export interface Point {
  readonly series: string;
  readonly x: number | string;
  readonly at?: string;
  /** Position along the axis, used to measure gaps. */
  readonly year: number;
  readonly value: number | null;
  /** Bounds: of an area in its stack, or of the values of a line. */
  readonly low: number;
  readonly high: number;
  readonly status: "complete" | "incomplete";
  /** The status in words, for the tooltip. */
  readonly said: string;
  /** Fraction of all series at its place, if areas are shares. */
  readonly share?: number;
}

interface Given {
  readonly source: Read;
  readonly axis: HorizontalAxis;
  readonly x: Column;
  readonly y: Column;
  readonly low: Column | undefined;
  readonly high: Column | undefined;
  readonly status: Column | undefined;
}

/** By row; missing if the row has no position on the axis. */
export function pointsOf(
  { source, axis, x, y, ...given }: Given,
  mark: "line" | "area",
): readonly (Point | undefined)[] {
  const seen = new Set<string>();
  return source.rows.map((_, index) => {
    const place = x.cells[index] ?? null;
    if (place === null) return undefined;
    const value = numberAt(y, index);
    const low = numberAt(given.low, index) ?? value ?? 0;
    const high = numberAt(given.high, index) ?? value ?? 0;
    const shared = {
      series: seriesAt(source, index),
      x: axis.valueOf(place),
      ...(axis.write && { at: axis.write(place) }),
      year: axis.positionOf(place),
      value,
      ...statusAt(given.status, index, mark),
    };
    if (value !== null) {
      const key = JSON.stringify([source.facet?.cells[index], shared.series, shared.x]);
      if (seen.has(key)) throw twice(mark, source, [x.field, wordsOf(shared)]);
      seen.add(key);
    }
    if (low > high)
      throw new ChartError(`line: row ${index + 1} has the bounds ${low} and ${high}`, {
        hint: "The bound in the column low must not exceed that in the column high.",
      });
    return { ...shared, low, high };
  });
}

const wordsOf = ({ series, x }: Pick<Point, "series" | "x">): string =>
  [series, String(x)].filter((part) => part !== "").join(", ");

function twice(
  chart: string,
  { by }: Pick<Read, "by">,
  [field, words]: readonly [string, string],
): ChartError {
  const column = by === undefined ? field : `${by.field}, ${field}`;
  return new ChartError(`${chart}: two rows have the same ${column}: ${words}`, {
    hint:
      by === undefined
        ? "Name the column that distinguishes them (by, facet), or add them up first."
        : "Name another column that distinguishes them (facet), or add them up first.",
  });
}

/** The number of a point, or its bounds, in words. */
export function writtenAt(
  { value, low, high, share }: Point,
  { write }: Measure,
  drawnAs: "area" | "bars" | "band",
): string {
  if (value === null) return "";
  if (drawnAs === "area") return write(share ?? value);
  if (low === high) return write(low);
  const bounds = `${write(low)} to ${write(high)}`;
  return drawnAs === "band" ? `${write(value)} (${bounds})` : bounds;
}

function numberAt(column: Column | undefined, index: number): number | null {
  const cell = column?.cells[index];
  return typeof cell === "number" ? cell : null;
}

function statusAt(column: Column | undefined, index: number, chart: string): Pick<Point, "status" | "said"> {
  const cell = column?.cells[index] ?? null;
  if (cell === null || cell === "complete") return { status: "complete", said: "complete" };
  if (cell === "second-hand") return { status: "incomplete", said: cell };
  if (typeof cell === "string" && isEarlyStatus(cell) === true)
    return { status: "incomplete", said: drawnStatus("incomplete") };
  throw new ChartError(`${chart}: the column "${column?.field ?? ""}" says "${cell}" in row ${index + 1}`, {
    hint: `Use the status ${statusWords}.`,
  });
}

/** How complete a year's count is, as worded in tooltips and the table of a figure. */
export function drawnStatus(status: "complete" | "incomplete"): "complete" | "early count" {
  return status === "complete" ? status : "early count";
}

export const pointsIn = (points: readonly Point[], name: string): readonly Point[] =>
  points.filter(({ series }) => series === name).sort((a, b) => a.year - b.year);
