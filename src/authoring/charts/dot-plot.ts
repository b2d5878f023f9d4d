import type { ColourName } from "../../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "../errors.js";
import { clearText, pixelY, words } from "./marks.js";
import { fixedScale, logScale, type Scale, type ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";
import { axisLayers, emphasisLayer, levelRows } from "./value-axis.js";

export interface Dot {
  /** Key of the series it belongs to. */
  readonly series: string;
  readonly value: number;
  /** The formatted value. */
  readonly text: string;
}

export interface DotRow {
  /** Stands above the dots. */
  readonly label: string;
  readonly dots: readonly Dot[];
}

export interface DotSeries {
  readonly key: string;
  /** What its dots are; stands in the key under the figure. */
  readonly label: string;
  readonly colour: ColourName;
  readonly shape: "circle" | "square" | "triangle-up" | "diamond";
  /** A hollow dot is less certain. */
  readonly fill?: "full" | "hollow";
}

export interface DotPlotOptions {
  readonly rows: readonly DotRow[];
  readonly series: readonly DotSeries[];
  /** A range to compare with, shaded. */
  readonly band?: { readonly lower: number; readonly upper: number };
  /** Levels to compare with, drawn as dashed lines with their names under them. */
  readonly marks?: readonly { readonly value: number; readonly label: string }[];
  /** `log` for ratios: half as much is as far as twice as much. */
  readonly scale?: ScaleKind;
  /** Label of the row that the others are measured by: it stands first, on a shade. */
  readonly emphasised?: string;
}

const rowHeight = 42;
const dotsAt = 27;
const size = 62;
/** Part of the range that is left free on either side, where each row's least and greatest number stand. */
const sideRoom = 0.2;
/** Dots nearer than this part of the range would hide each other: they stand above and below the line. */
const nearest = 0.035;
const aside = 5;
const levelReach = 12;

/** Any number of values a row on one scale: what one number comes to under several specifications. */
export function dotPlot({
  series,
  band,
  marks = [],
  scale: kind = "linear",
  ...given
}: DotPlotOptions): Spec {
  checkRows(given.rows, series);
  const { emphasised } = given;
  const rows = inOrder(given.rows, emphasised);
  const levels = [
    ...marks.map(({ value, label }) => extentOf(value, `dotPlot: the mark "${label}"`).middle),
    ...(band === undefined ? [] : bandEnds(band)),
  ];
  const values = rows.flatMap(({ dots }) => dots.map(({ value }) => value));
  const { domain, ticks } = scaleOf([...values, ...levels], kind);
  const x = { type: "quantitative", scale: fixedScale(kind, domain), axis: null };
  const body = rows.length * rowHeight;
  const foot = body + (kind === "log" ? lineHeight + 4 : 0);
  const keyTop = foot + (marks.length > 0 ? lineHeight + 12 : 6);
  const drawn = rows.flatMap((row, index) =>
    placesOf(row, { middle: index * rowHeight + dotsAt, domain, kind }),
  );
  const ofRows = rowsOf(rows);
  return {
    ...theme,
    height: keyTop + series.length * (lineHeight + 4),
    data: { values: ofRows },
    layer: [
      ...(emphasised === undefined ? [] : [emphasisLayer(rowHeight)]),
      ...(band === undefined ? [] : [bandLayer(band, x, body)]),
      ...axisLayers(kind, ticks, { x, top: 0, bottom: body }),
      ...markLayers(marks, x, ofRows, foot),
      {
        mark: { type: "rule", color: colour("grid"), strokeWidth: 1, tooltip: null },
        encoding: { x: { value: 0 }, x2: { value: { expr: "width" } }, y: pixelY("middle") },
      },
      {
        mark: { type: "rule", color: colour("rule"), strokeWidth: 2, opacity: 0.5, tooltip: null },
        encoding: { x: { ...x, field: "least" }, x2: { field: "greatest" }, y: pixelY("middle") },
      },
      ...series.map((one) => dotLayer(one, drawn, x)),
      ...clearText({
        mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, tooltip: null },
        encoding: { x: { value: 0 }, y: pixelY("heading"), text: words("label") },
      }),
      ...ends("least"),
      ...ends("greatest"),
      ...keyLayers(series, keyTop),
    ],
  };
}

function inOrder(rows: readonly DotRow[], emphasised: string | undefined): readonly DotRow[] {
  if (emphasised === undefined) return rows;
  const first = rows.filter(({ label }) => label === emphasised);
  if (first.length === 0) throw new ChartError(`dotPlot: there is no row "${emphasised}" to emphasise`);
  return [...first, ...rows.filter(({ label }) => label !== emphasised)];
}

/** With room at both sides for the numbers: beside a dot, a number may stand across a level that the dot does not reach. */
function scaleOf(values: readonly number[], kind: ScaleKind): Scale {
  if (kind === "linear") return { domain: roomy(values), ticks: [] };
  const { ticks } = logScale(values, "dotPlot");
  const [least, greatest] = roomy(values.map(Math.log));
  return { domain: [Math.exp(least), Math.exp(greatest)], ticks };
}

interface RowFrame {
  readonly middle: number;
  readonly domain: readonly [number, number];
  readonly kind: ScaleKind;
}

/** The dots of a row; those that would hide each other stand aside, every other one above the line. */
function placesOf({ label, dots }: DotRow, { middle, domain: [low, high], kind }: RowFrame) {
  const along = (value: number) =>
    kind === "log" ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  const sorted = [...dots].sort((a, b) => a.value - b.value);
  const isNear = (a: Dot | undefined, b: Dot | undefined) =>
    a !== undefined && b !== undefined && Math.abs(along(a.value) - along(b.value)) < nearest;
  let side = 1;
  return sorted.map((dot, index) => {
    const [before, after] = [isNear(sorted[index - 1], dot), isNear(dot, sorted[index + 1])];
    side = before ? -side : 1;
    const y = before || after ? middle - side * aside : middle;
    return { label, series: dot.series, value: dot.value, text: dot.text, y };
  });
}

function roomy(values: readonly number[]): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const room = greatest > least ? (greatest - least) * sideRoom : Math.max(Math.abs(least), 1) / 2;
  return [least - room, greatest + room];
}

/** The least and the greatest of each row carry their numbers; those between are read from the scale. */
function rowsOf(rows: readonly DotRow[]) {
  return rows.map(({ label, dots }, index) => {
    const sorted = [...dots].sort((a, b) => a.value - b.value);
    const [first, last] = [sorted[0], sorted[sorted.length - 1]];
    const alone = sorted.length === 1 || first?.text === last?.text;
    return {
      label,
      least: first?.value,
      greatest: last?.value,
      leastText: alone ? "" : first?.text,
      greatestText: last?.text,
      heading: index * rowHeight + 9,
      middle: index * rowHeight + dotsAt,
    };
  });
}

function dotLayer(one: DotSeries, drawn: readonly { readonly series: string }[], x: Spec): Spec {
  return {
    data: {
      values: drawn.filter(({ series }) => series === one.key).map((dot) => ({ ...dot, series: one.label })),
    },
    mark: { type: "point", opacity: 1, strokeWidth: 2, ...signOf(one) },
    encoding: {
      x: { ...x, field: "value" },
      y: pixelY("y"),
      tooltip: [
        { ...words("label"), title: "Row" },
        { ...words("series"), title: "Specification" },
        { ...words("text"), title: "Value" },
      ],
    },
  };
}

function signOf({ colour: name, shape, fill = "full" }: DotSeries): Spec {
  return { shape, size, stroke: colour(name), fill: colour(fill === "hollow" ? "paper" : name) };
}

function ends(end: "least" | "greatest"): readonly Spec[] {
  const left = end === "least";
  return clearText({
    mark: { type: "text", align: left ? "left" : "right", baseline: "middle", tooltip: null },
    encoding: {
      x: { value: left ? 0 : { expr: "width" } },
      y: pixelY("middle"),
      text: words(`${end}Text`),
    },
  });
}

function bandLayer(
  { lower, upper }: { readonly lower: number; readonly upper: number },
  x: Spec,
  body: number,
) {
  return {
    data: { values: [{ lower, upper, top: 0, bottom: body }] },
    mark: { type: "rect", color: colour("grid"), opacity: 0.55, tooltip: null },
    encoding: {
      x: { ...x, field: "lower" },
      x2: { field: "upper" },
      y: pixelY("top"),
      y2: { field: "bottom" },
    },
  };
}

function markLayers(
  marks: NonNullable<DotPlotOptions["marks"]>,
  x: Spec,
  rows: readonly { readonly middle: number }[],
  bottom: number,
): readonly Spec[] {
  if (marks.length === 0) return [];
  return [
    {
      data: { values: levelRows(marks, rows, levelReach) },
      mark: { type: "rule", strokeDash: [2, 3], color: colour("muted"), tooltip: null },
      encoding: { x: { ...x, field: "value" }, y: pixelY("top"), y2: { field: "bottom" } },
    },
    {
      data: { values: marks.map(({ value, label }) => ({ value, label, bottom })) },
      mark: { type: "text", align: "center", baseline: "top", dy: 4, color: colour("muted"), tooltip: null },
      encoding: { x: { ...x, field: "value" }, y: pixelY("bottom"), text: words("label") },
    },
  ];
}

function keyLayers(series: readonly DotSeries[], top: number): readonly Spec[] {
  const rows = series.map(({ label, colour: name }, index) => ({
    label,
    name,
    middle: top + 9 + index * (lineHeight + 4),
  }));
  return [
    ...series.map((one, index) => ({
      data: { values: [rows[index]] },
      mark: { type: "point", opacity: 1, strokeWidth: 2, tooltip: null, ...signOf(one) },
      encoding: { x: { value: 7 }, y: pixelY("middle") },
    })),
    {
      data: { values: rows },
      mark: { type: "text", align: "left", baseline: "middle", dx: 18, tooltip: null },
      encoding: { x: { value: 0 }, y: pixelY("middle"), text: words("label") },
    },
  ];
}

function checkRows(rows: readonly DotRow[], series: readonly DotSeries[]): void {
  requireRows("dotPlot", rows);
  requireRows("dotPlot", series, "series");
  requireFields("dotPlot", rows, ["label", "dots"]);
  requireUnique(
    "dotPlot",
    rows.map(({ label }) => label),
  );
  requireUnique(
    "dotPlot",
    series.map(({ label }) => label),
  );
  requireColours(
    "dotPlot",
    series.map((one) => one.colour),
  );
  for (const { label, dots } of rows) {
    requireRows("dotPlot", dots, `dots in "${label}"`);
    requireFields("dotPlot", dots, ["series", "value", "text"]);
    for (const dot of dots) {
      extentOf(dot.value, `dotPlot: a dot of "${label}"`);
      if (series.some(({ key }) => key === dot.series)) continue;
      throw new ChartError(`dotPlot: "${label}" has a dot of the series "${dot.series}"`, {
        hint: `There are ${series.map(({ key }) => key).join(", ")}.`,
      });
    }
  }
}

function bandEnds(band: { readonly lower: number; readonly upper: number }): readonly [number, number] {
  const { lower, upper } = extentOf(band, "dotPlot: the band");
  return [lower, upper];
}
