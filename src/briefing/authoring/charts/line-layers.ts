/** The layers of lines and areas. */
import type { HorizontalAxis } from "./axes.js";
import { filledUnless, nominal, quiet, unlessEmpty, words } from "./layers.js";
import type { Measure } from "./measure.js";
import { plotsOf, type Read, seriesTooltip } from "./plain.js";
import { drawnStatus, type Point, pointsIn } from "./points.js";
import { endLabelLayers, type Series, seriesColour } from "./series.js";
import { needSigns, seriesDash } from "./signs.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface Frame {
  readonly axis: HorizontalAxis;
  readonly measure: Measure;
  readonly height: number;
  readonly headroom: number;
  readonly pixels: (value: number) => number;
  /** The vertical axis, without a field. */
  readonly y: Spec;
}

const solid = [1, 0];
const dashed = [3, 4];
/** Segments to or from an incomplete year are dashed. */
const dashedIncomplete = nominal("status", ["complete", "early count"], [solid, dashed]);
/** The same among lines with dashes of their own. */
const dotted = [1, 4];

const isIncomplete = "datum.status === 'early count'";

const rounded: Spec = { strokeJoin: "round", strokeCap: "round" };

/** In a line with at most this many points, each has a marker. */
const fewPoints = 12;

interface Naming {
  readonly source: Read;
  readonly names: "legend" | "elsewhere";
  readonly bounds: "bars" | "band";
  /** Title of the values, if areas show shares of them. */
  readonly counted?: string;
}

/** Areas or lines with their points, all of which have tooltips. */
export function markLayers(
  mark: "line" | "area",
  points: readonly Point[],
  { axis, measure, y }: Frame,
  { source, names, bounds, counted }: Naming,
): readonly Spec[] {
  const isDashed = mark === "line" && needSigns(source.series, names);
  const color = seriesColour(source.series, names, plotsOf(source), isDashed ? "stroke" : "circle");
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
      ...(counted === undefined ? [] : [{ ...words("counted"), title: counted }]),
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
  const isBand = bounds === "band";
  const alone = points.filter(({ series, x }) => !inPiece.has(JSON.stringify([series, x])));
  const strokeDash = isDashed
    ? {
        condition: { test: isIncomplete, value: dotted },
        ...seriesDash(source.series),
        legend: color["legend"],
      }
    : { ...dashedIncomplete, legend: null };
  return [
    ...(isBand ? bandLayers(pieces, alone, { span, color: isDashed ? color : silent }) : []),
    { transform, mark: { type: "rule", strokeWidth: 5, opacity: isBand ? 0 : 0.35 }, encoding: found },
    ...unlessEmpty(pieces, (values) => [
      {
        data: { values },
        mark: { type: "line", strokeWidth: 2, ...rounded, tooltip: null },
        encoding: {
          y: value,
          color,
          ...widths(source.series),
          detail: words("piece"),
          strokeDash,
        },
      },
    ]),
    ...unlessEmpty(signs, (values) => [
      quiet("point", { filled: true, opacity: 1, size: 30, strokeWidth: 1.5 }, hollow, values),
    ]),
  ];
}

interface Drawn {
  readonly span: Spec;
  readonly color: Spec;
}

/** The bounds as a ribbon, and as a bar at points that are not joined with others. */
function bandLayers(
  pieces: readonly object[],
  alone: readonly Point[],
  { span, color }: Drawn,
): readonly Spec[] {
  const bars = alone.filter(({ value, low, high }) => value !== null && low < high);
  return [
    ...unlessEmpty(pieces, (values) => [
      quiet("area", { opacity: 0.22, line: false }, { ...span, color, detail: words("piece") }, values),
    ]),
    ...unlessEmpty(bars, (points) => [
      quiet(
        "rule",
        { strokeWidth: 5, opacity: 0.35 },
        { ...span, color },
        points.map(({ series, x, low, high }) => ({ series, x, low, high })),
      ),
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
