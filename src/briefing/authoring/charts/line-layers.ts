/** The points of lines and areas, and their layers. */
import { ChartError } from "../errors.js";
import type { HorizontalAxis } from "./axes.js";
import type { Column } from "./columns.js";
import { filledUnless, nominal, quiet, unlessEmpty, words } from "./layers.js";
import type { Measure } from "./measure.js";
import { plotsOf, type Read, seriesAt, seriesTooltip } from "./plain.js";
import { endLabelLayers, type Series, seriesColour } from "./series.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

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
}

export interface Frame {
  readonly axis: HorizontalAxis;
  readonly measure: Measure;
  readonly height: number;
  readonly headroom: number;
  readonly pixels: (value: number) => number;
  /** The vertical axis, without a field. */
  readonly y: Spec;
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
export function writtenAt({ value, low, high }: Point, { write }: Measure, mark: "line" | "area"): string {
  if (value === null) return "";
  if (mark === "area") return write(value);
  return low === high ? write(low) : `${write(low)} to ${write(high)}`;
}

function numberAt(column: Column | undefined, index: number): number | null {
  const cell = column?.cells[index];
  return typeof cell === "number" ? cell : null;
}

function statusAt(column: Column | undefined, index: number, chart: string): Pick<Point, "status" | "said"> {
  const cell = column?.cells[index] ?? null;
  if (cell === null || cell === "complete") return { status: "complete", said: "complete" };
  if (cell === "second-hand") return { status: "incomplete", said: cell };
  if (cell === "incomplete" || cell === "early count" || cell === "early")
    return { status: "incomplete", said: drawnStatus("incomplete") };
  throw new ChartError(`${chart}: the column "${column?.field ?? ""}" says "${cell}" in row ${index + 1}`, {
    hint: "Use the status complete, early count (or incomplete), or second-hand.",
  });
}

/** How complete a year's count is, as worded in tooltips and the table of a figure. */
function drawnStatus(status: "complete" | "incomplete"): "complete" | "early count" {
  return status === "complete" ? status : "early count";
}

const solid = [1, 0];
const dashed = [3, 4];
/** Segments to or from an incomplete year are dashed. */
const dashedIncomplete = nominal("status", ["complete", "early count"], [solid, dashed]);

const isIncomplete = "datum.status === 'early count'";

const rounded: Spec = { strokeJoin: "round", strokeCap: "round" };

/** In a line with at most this many points, each has a marker. */
const fewPoints = 12;

/** Areas or lines with their points, all of which have tooltips. */
export function markLayers(
  mark: "line" | "area",
  points: readonly Point[],
  { axis, measure, y }: Frame,
  { source, names }: { readonly source: Read; readonly names: "legend" | "elsewhere" },
): readonly Spec[] {
  const color = seriesColour(source.series, names, plotsOf(source));
  const silent = { ...color, legend: null };
  const apart = gapOf(source.series.map(({ name }) => pointsIn(points, name).map(({ year }) => year)));
  const pieces = source.series.flatMap(({ name }) => piecesIn(name, pointsIn(points, name), apart));
  const span = { y: { ...y, field: "low" }, y2: { field: "high" } };
  const found = {
    ...span,
    color,
    tooltip: [
      ...seriesTooltip(source),
      axis.tooltip,
      { ...words("written"), title: measure.title },
      { ...words("status"), title: "Status" },
    ],
  };
  const transform = [{ filter: "datum.value !== null" }];
  if (mark === "area")
    return [
      {
        data: { values: pieces },
        mark: { type: "area", opacity: 1, stroke: colour("paper"), strokeWidth: 0.5, tooltip: null },
        encoding: { ...span, color, detail: words("piece") },
      },
      { transform, mark: { type: "rule", opacity: 0 }, encoding: found },
    ];
  const value = { ...y, field: "value" };
  const hollow = { y: value, stroke: silent, fill: filledUnless(isIncomplete, silent) };
  const inPiece = new Set(pieces.map(({ series, x }) => JSON.stringify([series, x])));
  const behind = new Set(source.series.filter(({ isBehind }) => isBehind).map(({ name }) => name));
  const isFew = behind.size === 0 && points.length <= fewPoints * source.series.length;
  const signs = points.flatMap(({ series, x, value: at, status }) => {
    if (at === null || behind.has(series)) return [];
    const hasSign = isFew || status === "incomplete" || !inPiece.has(JSON.stringify([series, x]));
    return hasSign ? [{ series, x, value: at, status: drawnStatus(status) }] : [];
  });
  return [
    { transform, mark: { type: "rule", strokeWidth: 5, opacity: 0.35 }, encoding: found },
    ...unlessEmpty(pieces, (values) => [
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2, ...rounded, tooltip: null },
        encoding: {
          y: value,
          color,
          ...widths(source.series),
          detail: words("piece"),
          strokeDash: { ...dashedIncomplete, legend: null },
        },
      },
    ]),
    ...unlessEmpty(signs, (values) => [
      quiet("point", { filled: true, opacity: 1, size: 30, strokeWidth: 1.5 }, hollow, values),
    ]),
  ];
}

/** Comparison lines are thin; without any, all lines have the width of the mark. */
function widths(series: readonly Series[]): Spec {
  const behind = series.flatMap(({ name, isBehind }) => (isBehind === true ? [name] : []));
  if (behind.length === 0) return {};
  const test = `indexof(${JSON.stringify(behind)}, datum.series) >= 0`;
  return {
    strokeWidth: { condition: { test, value: 1 }, value: 2.5 },
    opacity: { condition: { test, value: 0.6 }, value: 1 },
  };
}

export const pointsIn = (points: readonly Point[], name: string): readonly Point[] =>
  points.filter(({ series }) => series === name).sort((a, b) => a.year - b.year);

/**
 * Points farther apart than two of the most common steps are not joined. If the steps are irregular, all points are
 * joined.
 */
function gapOf(places: readonly (readonly number[])[]): number {
  const steps = places
    .flatMap((series) => series.slice(1).map((year, index) => year - (series[index] ?? year)))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const usual = steps[Math.floor(steps.length / 2)] ?? 1;
  // Lengths of months differ by a tenth; working days skip the weekend.
  const regular = steps.filter((step) => Math.abs(step - usual) <= 0.12 * usual).length;
  return 2 * regular < steps.length ? Infinity : Math.max(2.2 * usual, usual < 0.02 ? 0.02 : 0);
}

/**
 * Rows of the segments in which a series is drawn. A row without a value, or points more than `apart` from each other,
 * interrupt the line, and the part to or from an incomplete year is a separate segment. Single points are not segments.
 */
function piecesIn(name: string, points: readonly Point[], apart: number) {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point.value === null) runs.push([]);
    else runs.at(-1)?.push(point);
  }
  return runs.flatMap((run, index) =>
    piecesOf(run, apart).flatMap((piece, at) =>
      piece.points.map(({ x, value, low, high }) => {
        const status = drawnStatus(piece.status);
        return { series: name, piece: `${name} ${index} ${at}`, x, value, low, high, status };
      }),
    ),
  );
}

function piecesOf(points: readonly Point[], apart: number) {
  const pieces: { status: Point["status"]; points: Point[] }[] = [];
  points.forEach((point, index) => {
    const before = points[index - 1];
    if (before === undefined || point.year - before.year > apart) return;
    const status = before.status === "incomplete" ? "incomplete" : point.status;
    const current = pieces.at(-1);
    if (current?.status === status && current.points.at(-1) === before) current.points.push(point);
    else pieces.push({ status, points: [before, point] });
  });
  return pieces;
}

/** Each series' name at its end. */
export function endsOf(
  points: readonly Point[],
  { pixels, headroom, height }: Frame,
  mark: "line" | "area",
  series: readonly Series[],
): readonly Spec[] {
  const labels = series.flatMap(({ name, colour: of }) => {
    const last = pointsIn(points, name).findLast(({ value }) => value !== null);
    if (last === undefined) return [];
    const level = mark === "area" ? (last.low + last.high) / 2 : (last.value ?? 0);
    return [{ label: name, colour: of, wanted: pixels(level) }];
  });
  return endLabelLayers(labels, [headroom, height]);
}
