/**
 * Lines over years with their uncertainty: one line a series, never across editions or gaps; bounds as bars; incomplete
 * years hollow and dashed; labels at the lines; dated events as thin marks.
 */
import type { ColourName } from "../../model/palette.js";
import { type Chart, ofRows } from "../rows-of.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireFields, requireRows } from "./checks.js";
import { type EndLabel, endLabelLayers } from "./end-labels.js";
import {
  dashedIncomplete,
  drawnStatus,
  filledUnless,
  isIncomplete,
  type SignShape,
  signsOf,
  tooltip,
  words,
} from "./layers.js";
import {
  type DatedEvent,
  eventLayers,
  footroomOf,
  type Span,
  spanLayers,
  type YearDots,
  yearDotLayers,
} from "./on-years.js";
import { type ReferenceLine, referenceLayers } from "./reference-line.js";
import { boundsExpression, type NumberStyle, type Spec } from "./spec.js";
import { theme } from "./theme.js";
import { piecesOf, rounded, yearFrame } from "./year-frame.js";

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
  readonly shape?: SignShape;
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
  readonly height?: number;
}

/** Of every year, whether or not a sign stands there. */
const pointTooltip = tooltip({ label: "Series", year: "Year", written: "Value", status: "Year is" });

interface Point extends LineRow {
  readonly value: number;
  readonly label: string;
}

/** Lines over the years: values known between two bounds, early years, events, a level to compare with. */
export function lineWithBounds(options: LineOptions): Chart {
  const { series, style, reference, events, dots, baseline = "zero", height: linesHeight = 320 } = options;
  const height = linesHeight + footroomOf(dots);
  const points = pointsOf(options);
  const levels = points.flatMap(({ lower, upper }) => [lower, upper]).concat(reference?.value ?? []);
  const years = points.map(({ year }) => year);
  const frame = yearFrame({ years, levels, baseline, style, height: linesHeight, events });
  const { headroom, y } = frame;
  const signs = signsOf(series);
  const { color } = signs;
  const value = { ...y, field: "value" };
  const spans = spanLayers(options.spans ?? [], { height: linesHeight, headroom });
  const level = referenceLayers(reference, frame, points);
  return ofRows(
    { rows: points.map(asRead) },
    {
      ...theme,
      height,
      data: {
        values: points.map(({ label, year, value, lower, upper, status }) => ({
          label,
          year,
          value,
          lower,
          upper,
          status: drawnStatus(status),
        })),
      },
      encoding: { x: frame.x },
      layer: [
        ...spans.areas,
        ...eventLayers(frame.events),
        ...level.line,
        {
          transform: [{ calculate: boundsExpression(style), as: "written" }],
          mark: { type: "rule", strokeWidth: 5, opacity: 0.35 },
          encoding: { y: { ...y, field: "lower" }, y2: { field: "upper" }, color, ...pointTooltip },
        },
        {
          data: { values: lineRows(points, options) },
          mark: { type: "line", strokeWidth: 2, ...rounded, tooltip: null },
          encoding: { y: value, color, detail: words("segment"), strokeDash: dashedIncomplete },
        },
        pointLayer(options, points, { y: value, ...signs }),
        ...yearDotLayers(dots, { from: frame.from, to: frame.to, height }),
        ...spans.names,
        ...level.name,
        ...endLabelLayers(endsOf(options, points, frame.pixels), { signs, room: [headroom, linesHeight] }),
      ],
    },
  );
}

function pointsOf({ rows, series }: LineOptions): readonly Point[] {
  requireRows("lineWithBounds", series, [], "series");
  requireFields("lineWithBounds", rows, ["series", "year", "lower", "upper", "status"]);
  requireColours("lineWithBounds", series);
  const points = series.flatMap(({ key, label }) =>
    rows
      .filter((row) => row.series === key)
      .map((row) => ({ ...row, label, value: extentOf(row, `lineWithBounds: ${key} ${row.year}`).middle }))
      .sort((a, b) => a.year - b.year),
  );
  const empty = series.find(({ key }) => !rows.some((row) => row.series === key));
  if (empty !== undefined)
    throw new ChartError(`lineWithBounds: the series "${empty.key}" has no rows`, {
      hint: `There are rows for ${[...new Set(rows.map((row) => row.series))].join(", ") || "no series at all"}.`,
    });
  return points;
}

/** As a reader sees it: the series by its name. */
const asRead = ({ label, year, lower, upper, status }: Point) => ({
  series: label,
  year,
  lower,
  upper,
  status: drawnStatus(status),
});

function lineRows(points: readonly Point[], { series }: LineOptions): readonly Spec[] {
  return series.flatMap(({ key, label }) =>
    piecesOf(
      points.filter((point) => point.series === key),
      1,
      ({ year, value }, piece, status) => ({ label, segment: `${key} ${piece}`, status, year, value }),
    ),
  );
}

function pointLayer(
  { style, series, markers = "all" }: LineOptions,
  points: readonly Point[],
  { y, color, shape }: { readonly y: Spec; readonly color: Spec; readonly shape: Spec },
): Spec {
  const yearsOf = (key: string) => points.filter((point) => point.series === key).map(({ year }) => year);
  const isCommon = (year: number) => series.every(({ key }) => yearsOf(key).includes(year));
  const marked = {
    all: (years: readonly number[]) => years,
    common: (years: readonly number[]) => years.filter(isCommon),
    last: (years: readonly number[]) => years.slice(-1),
  }[markers];
  const signed = markers === "all" ? series.filter((one) => one.shape !== undefined) : series;
  const chosen = signed.map(({ key, label }) => ({
    and: [
      { field: "label", equal: label },
      { field: "year", oneOf: marked(yearsOf(key)) },
    ],
  }));
  return {
    transform: [
      { filter: { or: [...chosen, { field: "status", equal: drawnStatus("incomplete") }] } },
      { calculate: boundsExpression(style), as: "written" },
    ],
    mark: { type: "point", filled: true, opacity: 1, size: 34, strokeWidth: 1.5 },
    encoding: {
      y,
      stroke: color,
      fill: filledUnless(isIncomplete, color),
      shape,
      ...pointTooltip,
    },
  };
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
