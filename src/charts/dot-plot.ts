import type { ColourName } from "../model/palette.js";
import { extentOf, requireColours, requireFields, requireRows, requireUnique } from "./checks.js";
import { ChartError } from "./errors.js";
import { clearText, pixelY, words } from "./marks.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";

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
}

const rowHeight = 42;
const dotsAt = 27;
const size = 62;
/** Part of the range that is left free on either side: a number of five characters on a phone. */
const sideRoom = 0.18;

/** Any number of values a row on one scale: what one number comes to under several specifications. */
export function dotPlot({ rows, series, band, marks = [] }: DotPlotOptions): Spec {
  checkRows(rows, series);
  const levels = [
    ...marks.map(({ value, label }) => extentOf(value, `dotPlot: the mark "${label}"`).middle),
    ...(band === undefined ? [] : bandEnds(band)),
  ];
  const values = rows.flatMap(({ dots }) => dots.map(({ value }) => value));
  const domain = roomy([...values, ...levels]);
  const x = { type: "quantitative", scale: { domain, nice: false, zero: false }, axis: null };
  const body = rows.length * rowHeight;
  const keyTop = body + (marks.length > 0 ? lineHeight + 12 : 6);
  const about = new Map(series.map((one) => [one.key, one]));
  const drawn = rows.flatMap(({ label, dots }, index) =>
    dots.map((dot) => ({
      label,
      series: about.get(dot.series)?.label ?? dot.series,
      value: dot.value,
      text: dot.text,
      middle: index * rowHeight + dotsAt,
    })),
  );
  return {
    ...theme,
    height: keyTop + series.length * (lineHeight + 4),
    data: { values: rowsOf(rows) },
    layer: [
      ...(band === undefined ? [] : [bandLayer(band, x, body)]),
      ...markLayers(marks, x, body),
      {
        mark: { type: "rule", color: colour("rule"), strokeWidth: 2, opacity: 0.5, tooltip: null },
        encoding: { x: { ...x, field: "least" }, x2: { field: "greatest" }, y: pixelY("middle") },
      },
      ...series.map((one) => dotLayer(one, drawn, x)),
      ...clearText({
        mark: { type: "text", align: "left", baseline: "middle", fontWeight: 600, tooltip: null },
        encoding: { x: { value: 0 }, y: pixelY("heading"), text: words("label") },
      }),
      ...ends("least", x),
      ...ends("greatest", x),
      ...keyLayers(series, keyTop),
    ],
  };
}

/** No axis has to be read, so the scale ends where the numbers beside the outermost dots find room. */
function roomy(values: readonly number[]): readonly [number, number] {
  const least = values.reduce((a, b) => Math.min(a, b), Infinity);
  const greatest = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const room = greatest > least ? (greatest - least) * sideRoom : Math.max(Math.abs(least), 1) / 2;
  return [least - room, greatest + room];
}

/** The ends of each row carry their numbers, outside; those between are read from the scale. */
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
    data: { values: drawn.filter(({ series }) => series === one.label) },
    mark: { type: "point", opacity: 1, strokeWidth: 2, ...signOf(one) },
    encoding: {
      x: { ...x, field: "value" },
      y: pixelY("middle"),
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

function ends(end: "least" | "greatest", x: Spec): readonly Spec[] {
  const align = end === "least" ? "right" : "left";
  return clearText({
    mark: { type: "text", align, baseline: "middle", dx: end === "least" ? -9 : 9, tooltip: null },
    encoding: { x: { ...x, field: end }, y: pixelY("middle"), text: words(`${end}Text`) },
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

function markLayers(marks: NonNullable<DotPlotOptions["marks"]>, x: Spec, body: number): readonly Spec[] {
  if (marks.length === 0) return [];
  const data = { values: marks.map(({ value, label }) => ({ value, label, top: 0, bottom: body })) };
  return [
    {
      data,
      mark: { type: "rule", strokeDash: [2, 3], color: colour("rule"), tooltip: null },
      encoding: { x: { ...x, field: "value" }, y: pixelY("top"), y2: { field: "bottom" } },
    },
    {
      data,
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
