/**
 * Lines over years with their uncertainty: one line a series, never across editions or gaps; bounds as bars; incomplete
 * years hollow and dashed; labels at the lines; dated events as thin marks.
 */
import type { ColourName } from "../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows } from "./checks.js";
import { ChartError } from "./errors.js";
import { type DatedEvent, eventLayers } from "./events.js";
import { dashedIncomplete, textColour } from "./marks.js";
import { runsOf } from "./runs.js";
import { type Span, spanLayers } from "./spans.js";
import { niceScale, type Scale, yearTicks } from "./scale.js";
import { type NumberStyle, numberExpression, type Spec, tickExpression } from "./spec.js";
import { spread } from "./spread.js";
import { colour, lineHeight, theme } from "./theme.js";

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
  /** Where the vertical axis begins; `data` only where no length is read. */
  readonly baseline?: "zero" | "data";
  /** A level to compare with, drawn as a dashed line. */
  readonly reference?: { readonly value: number; readonly label: string };
  /** Years without a value that a line still crosses; a longer gap interrupts it. */
  readonly bridgedGap?: number;
  readonly height?: number;
}

interface Point extends LineRow {
  readonly value: number;
  readonly label: string;
}

export function lineWithBounds(options: LineOptions): Spec {
  const { series, style, height = 320 } = options;
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
    scale: { domain: scale.domain, range: [height, headroom], nice: false, zero: false },
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
      ...spanLayers(options.spans ?? [], { height, headroom }),
      ...eventLayers(events),
      ...(reference === undefined ? [] : referenceLayers(reference, y)),
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
      pointLayer(series, { y: value, color, shape }, style),
      ...labelLayers(points, series, scale, { color, shape, height, headroom }),
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

function referenceLayers(
  { value, label }: { readonly value: number; readonly label: string },
  y: Spec,
): readonly Spec[] {
  const data = { values: [{ level: value, note: label }] };
  const encoding = { x: null, y: { ...y, field: "level" } };
  return [
    { data, mark: { type: "rule", strokeDash: [2, 3], color: colour("rule"), tooltip: null }, encoding },
    {
      data,
      mark: { type: "text", align: "right", baseline: "top", dy: 4, color: colour("muted") },
      encoding: { ...encoding, x: { value: { expr: "width" } }, text: { field: "note", type: "nominal" } },
    },
  ];
}

function pointLayer(
  series: readonly LineSeries[],
  { y, color, shape }: { readonly y: Spec; readonly color: Spec; readonly shape: Spec },
  style: NumberStyle,
): Spec {
  const shaped = series.filter(({ shape }) => shape !== undefined).map(({ label }) => label);
  return {
    transform: [
      {
        filter: {
          or: [
            { field: "label", oneOf: shaped },
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

function writtenBounds(style: NumberStyle): string {
  const [lower, upper] = [numberExpression("datum.lower", style), numberExpression("datum.upper", style)];
  return `datum.lower === datum.upper ? ${lower} : ${lower} + ' to ' + ${upper}`;
}

interface LabelFrame {
  readonly color: Spec;
  readonly shape: Spec;
  readonly height: number;
  readonly headroom: number;
}

/** Labels right of the figure, each after its sign, moved apart where lines end close together. */
function labelLayers(
  points: readonly Point[],
  series: readonly LineSeries[],
  scale: Scale,
  frame: LabelFrame,
): readonly Spec[] {
  const ends = series.map(({ key }) => points.findLast((point) => point.series === key));
  const [low, high] = scale.domain;
  const pixels = (value: number) =>
    frame.height - ((value - low) / (high - low)) * (frame.height - frame.headroom);
  const positions = spread(
    ends.map((end) => pixels(end?.value ?? low)),
    lineHeight + 1,
    [frame.headroom, frame.height],
  );
  const values = ends.map((end, index) => ({ label: end?.label ?? "", position: positions[index] ?? 0 }));
  const colours = [...new Set(series.map((one) => textColour(one.colour)))];
  const shaped = values.filter((_, index) => series[index]?.shape !== undefined);
  const y = { field: "position", type: "quantitative", scale: null, axis: null };
  const { color } = frame;
  return [
    ...(shaped.length === 0
      ? []
      : [
          {
            data: { values: shaped },
            mark: { type: "point", filled: true, opacity: 1, size: 34, tooltip: null },
            encoding: { x: { value: { expr: "width + 8" } }, y, color, shape: frame.shape },
          },
        ]),
    ...colours.map((inColour) => ({
      data: { values: values.filter((_, index) => textColour(series[index]?.colour ?? "ink") === inColour) },
      mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, color: inColour },
      encoding: { x: { value: { expr: "width + 16" } }, y, text: { field: "label", type: "nominal" } },
    })),
  ];
}
