/**
 * Lines over years with their uncertainty: one line a series, never across editions or gaps; bounds as bars; incomplete
 * years hollow and dashed; labels at the lines; dated events as thin marks.
 */
import type { ColourName } from "../../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "../errors.js";
import { type DatedEvent, eventLayers } from "./events.js";
import { type EndLabel, endLabelLayers } from "./line-labels.js";
import { dashedIncomplete } from "./marks.js";
import { type ReferenceLine, referenceLayers } from "./reference-line.js";
import { runsOf } from "./runs.js";
import { type Span, spanLayers } from "./spans.js";
import { niceScale, yearTicks } from "./scale.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";
import { footroomOf, type YearDots, yearDotLayers } from "./year-dots.js";

export interface LineRow {
  /** Key of the series the point belongs to. */
  readonly series: string;
  readonly year: number;
  readonly lower: number;
  readonly upper: number;
  /** `incomplete` where late entries of the year had little time to arrive. */
  readonly status: "complete" | "incomplete";
}

export interface LineSeries {
  readonly key: string;
  /** Stands at the end of the line. */
  readonly label: string;
  readonly colour: ColourName;
  /** A sign beside colour: points of this shape, or none on a plain line. */
  readonly shape?: "circle" | "square" | "triangle-up" | "diamond";
}

export interface LineOptions {
  readonly rows: readonly LineRow[];
  readonly series: readonly LineSeries[];
  readonly style: NumberStyle;
  /** At most five; those outside the years drawn are left out. */
  readonly events?: readonly DatedEvent[];
  /** Years shaded behind the lines. */
  readonly spans?: readonly Span[];
  /** Dated entries on the same years, stacked under the lines. */
  readonly dots?: YearDots;
  /** Where the vertical axis begins; `data` only where no length is read. */
  readonly baseline?: "zero" | "data";
  /** A level to compare with, drawn as a dashed line: 100, where lines are indexed. */
  readonly reference?: ReferenceLine;
  /**
   * Years at whose points the signs of the lines stand: all (as given), those that every series has, or the last of
   * each line alone. An incomplete year always has its hollow sign.
   */
  readonly markers?: "all" | "common" | "last";
  /** Years without a value that a line still crosses; a longer gap interrupts it. */
  readonly bridgedGap?: number;
  readonly height?: number;
}

interface Point extends LineRow {
  readonly value: number;
  readonly label: string;
}

export function lineWithBounds(options: LineOptions): Spec {
  const { series, style, height: linesHeight = 320, dots } = options;
  const footroom = footroomOf(dots);
  const height = linesHeight + footroom;
  const points = pointsOf(options);
  const years = points.map(({ year }) => year);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const events = (options.events ?? []).filter(({ date }) => date >= String(from) && date < String(to + 1));
  const headroom = events.length * lineHeight + (events.length > 0 ? 8 : 0);
  const reference = options.reference;
  const scale = niceScale(
    points.flatMap(({ lower, upper }) => [lower, upper]).concat(reference?.value ?? []),
    options.baseline ?? "zero",
  );
  const y = {
    type: "quantitative",
    scale: { domain: scale.domain, range: [linesHeight, headroom], nice: false, zero: false },
    axis: { values: scale.ticks, labelExpr: tickExpression("datum.value", scale.ticks, style), grid: true },
  };
  const x = {
    field: "year",
    type: "quantitative",
    scale: { domain: [from - 0.5, to + 0.5], nice: false, zero: false },
    axis: { values: yearTicks(from, to), format: "d", grid: false, ticks: true, tickColor: colour("rule") },
  };
  const color = {
    field: "label",
    type: "nominal",
    scale: { domain: series.map(({ label }) => label), range: series.map((one) => colour(one.colour)) },
  };
  const shape = {
    field: "label",
    type: "nominal",
    scale: { domain: series.map(({ label }) => label), range: series.map((one) => one.shape ?? "circle") },
  };
  const value = { ...y, field: "value" };
  const [low, high] = scale.domain;
  const pixels = (level: number) => linesHeight - ((level - low) / (high - low)) * (linesHeight - headroom);
  const spans = spanLayers(options.spans ?? [], { height: linesHeight, headroom });
  const rule =
    reference === undefined ? undefined : referenceLayers(reference, y, points, { pixels, events });
  return {
    ...theme,
    height,
    data: {
      values: points.map(({ label, year, value, lower, upper, status }) => ({
        label,
        year,
        value,
        lower,
        upper,
        status,
      })),
    },
    encoding: { x },
    layer: [
      ...spans.areas,
      ...eventLayers(events),
      ...(rule === undefined ? [] : [rule.line]),
      {
        mark: { type: "rule", strokeWidth: 5, opacity: 0.35 },
        encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" }, color },
      },
      {
        data: { values: lineRows(points, options) },
        mark: { type: "line", strokeWidth: 2, strokeJoin: "round", strokeCap: "round" },
        encoding: {
          y: value,
          color,
          detail: { field: "segment", type: "nominal" },
          strokeDash: dashedIncomplete,
        },
      },
      pointLayer(options, points, { y: value, color, shape }),
      ...yearDotLayers(dots, { from, to, height }),
      ...spans.names,
      ...(rule?.name ?? []),
      ...endLabelLayers(endsOf(options, points, pixels), { color, shape, room: [headroom, linesHeight] }),
    ],
  };
}

function pointsOf({ rows, series }: LineOptions): readonly Point[] {
  requireRows("lineWithBounds", series, "series");
  requireFields("lineWithBounds", rows, ["series", "year", "lower", "upper", "status"]);
  requireColours(
    "lineWithBounds",
    series.map((one) => one.colour),
  );
  const labels = new Map(series.map(({ key, label }) => [key, label]));
  const points = rows.flatMap((row) => {
    const label = labels.get(row.series);
    if (label === undefined) return [];
    const { middle } = extentOf(row, `lineWithBounds: ${row.series} ${row.year}`);
    return [{ ...row, label, value: middle }];
  });
  const empty = series.find(({ key }) => !points.some((point) => point.series === key));
  if (empty !== undefined)
    throw new ChartError(`lineWithBounds: the series "${empty.key}" has no rows`, {
      hint: `There are rows for ${[...new Set(rows.map((row) => row.series))].join(", ") || "no series at all"}.`,
    });
  const order = series.map(({ key }) => key);
  return points.sort((a, b) => order.indexOf(a.series) - order.indexOf(b.series) || a.year - b.year);
}

function lineRows(points: readonly Point[], { series, bridgedGap = 1 }: LineOptions): readonly Spec[] {
  return series.flatMap(({ key, label }) =>
    runsOf(
      points.filter((point) => point.series === key),
      bridgedGap,
    ).flatMap(({ status, points: run }, index) =>
      run.map(({ year, value }) => ({ label, segment: `${key} ${index}`, status, year, value })),
    ),
  );
}

function pointLayer(
  { style, ...options }: LineOptions,
  points: readonly Point[],
  { y, color, shape }: { readonly y: Spec; readonly color: Spec; readonly shape: Spec },
): Spec {
  return {
    transform: [
      {
        filter: {
          or: [
            ...markedPoints(options, points).map(([label, years]) => ({
              and: [
                { field: "label", equal: label },
                { field: "year", oneOf: years },
              ],
            })),
            { field: "status", equal: "incomplete" },
          ],
        },
      },
      { calculate: writtenBounds(style), as: "written" },
    ],
    mark: { type: "point", filled: true, opacity: 1, size: 34, strokeWidth: 1.5 },
    encoding: {
      y,
      stroke: color,
      fill: { condition: { test: "datum.status === 'incomplete'", value: colour("paper") }, ...color },
      shape,
      tooltip: [
        { field: "label", type: "nominal", title: "Series" },
        { field: "year", type: "quantitative", title: "Year", format: "d" },
        { field: "written", type: "nominal", title: "Value" },
        { field: "status", type: "nominal", title: "Year is" },
      ],
    },
  };
}

/** The years of each series that carry its sign. */
function markedPoints(
  { series, markers = "all" }: Pick<LineOptions, "series" | "markers">,
  points: readonly Point[],
): readonly (readonly [string, readonly number[]])[] {
  const yearsOf = (key: string) => points.filter((point) => point.series === key).map(({ year }) => year);
  const marked = (key: string) => {
    const years = yearsOf(key);
    if (markers === "last") return years.slice(-1);
    return markers === "all" ? years : years.filter((year) => isCommon(year));
  };
  const isCommon = (year: number) => series.every(({ key }) => yearsOf(key).includes(year));
  const shown = markers === "all" ? series.filter(({ shape }) => shape !== undefined) : series;
  return shown.map(({ key, label }) => [label, marked(key)]);
}

function writtenBounds(style: NumberStyle): string {
  const [lower, upper] = [numberExpression("datum.lower", style), numberExpression("datum.upper", style)];
  return `datum.lower === datum.upper ? ${lower} : ${lower} + ' to ' + ${upper}`;
}

/** Each series' name where its line ends. */
function endsOf(
  { series, markers = "all" }: LineOptions,
  points: readonly Point[],
  pixels: (value: number) => number,
): readonly EndLabel[] {
  return series.map(({ key, label, colour: name, shape }) => ({
    label,
    colour: name,
    wanted: pixels(points.findLast((point) => point.series === key)?.value ?? 0),
    sign: shape === undefined && markers === "all" ? "none" : "shape",
  }));
}
