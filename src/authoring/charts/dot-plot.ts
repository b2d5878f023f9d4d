import type { Interval } from "../../model/measure.js";
import type { ColourName } from "../../model/palette.js";
import { ChartError } from "../errors.js";
import { extentOf, requireColours, requireRows, requireUnique, unknownName } from "./checks.js";
import {
  atLeft,
  atRight,
  clearText,
  fromTopToBottom,
  pixelY,
  quiet,
  rule,
  type SignShape,
  text,
  tooltip,
  words,
} from "./layers.js";
import { fixedScale, logScale, type Scale, type ScaleKind } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour, lineHeight, theme } from "./theme.js";
import { axisLayers, emphasisLayer, levelLayers, rowRule } from "./value-axis.js";

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
  readonly shape: SignShape;
  /** A hollow dot is less certain. */
  readonly fill?: "full" | "hollow";
}

export interface DotPlotOptions {
  readonly rows: readonly DotRow[];
  readonly series: readonly DotSeries[];
  /** A range to compare with, shaded. */
  readonly band?: Interval;
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
export function dotPlot(options: DotPlotOptions): Spec {
  const { series, band, marks = [], scale: kind = "linear", emphasised } = options;
  checkRows(options.rows, series);
  const rows = inOrder(options.rows, emphasised);
  const values = rows.flatMap(({ dots }) => dots.map(({ value }) => value));
  for (const { value, label } of marks) values.push(extentOf(value, `dotPlot: the mark "${label}"`).middle);
  const shaded = band === undefined ? [] : [extentOf(band, "dotPlot: the band")];
  for (const { lower, upper } of shaded) values.push(lower, upper);
  const { domain, ticks } = scaleOf(values, kind);
  const x = { type: "quantitative", scale: fixedScale(kind, domain), axis: null };
  const body = rows.length * rowHeight;
  const foot = body + (kind === "log" ? lineHeight + 4 : 0);
  const keyTop = foot + (marks.length > 0 ? lineHeight + 12 : 6);
  const drawn = rows.flatMap((row, index) =>
    placesOf(row, { middle: index * rowHeight + dotsAt, domain, kind }),
  );
  const ofRows = rowsOf(rows);
  const y = pixelY("middle");
  return {
    ...theme,
    height: keyTop + series.length * (lineHeight + 4),
    data: { values: ofRows },
    layer: [
      ...(emphasised === undefined ? [] : [emphasisLayer(rowHeight)]),
      ...shaded.map(({ lower, upper }) =>
        quiet(
          "rect",
          { color: colour("grid"), opacity: 0.55 },
          { x: { ...x, field: "lower" }, x2: { field: "upper" }, ...fromTopToBottom },
          [{ lower, upper, top: 0, bottom: body }],
        ),
      ),
      ...axisLayers(kind, ticks, x, body),
      ...levelLayers(marks, { x, rows: ofRows, reach: levelReach, bottom: foot }),
      rowRule({ y }),
      rule(
        { color: colour("rule"), strokeWidth: 2, opacity: 0.5 },
        { x: { ...x, field: "least" }, x2: { field: "greatest" }, y },
      ),
      ...series.map((one) => dotLayer(one, drawn, x)),
      ...clearText(
        text("left", { fontWeight: 600 }, { x: atLeft, y: pixelY("heading"), text: words("label") }),
      ),
      ...clearText(text("left", {}, { x: atLeft, y, text: words("leastText") })),
      ...clearText(text("right", {}, { x: atRight, y, text: words("greatestText") })),
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
  const own = drawn.filter(({ series }) => series === one.key);
  return {
    data: { values: own.map((dot) => ({ ...dot, series: one.label })) },
    mark: { type: "point", opacity: 1, strokeWidth: 2, ...signOf(one) },
    encoding: {
      x: { ...x, field: "value" },
      y: pixelY("y"),
      ...tooltip({ label: "Row", series: "Specification", text: "Value" }),
    },
  };
}

function signOf({ colour: name, shape, fill = "full" }: DotSeries): Spec {
  return { shape, size, stroke: colour(name), fill: colour(fill === "hollow" ? "paper" : name) };
}

function keyLayers(series: readonly DotSeries[], top: number): readonly Spec[] {
  const rows = series.map(({ label, colour: name }, index) => ({
    label,
    name,
    middle: top + 9 + index * (lineHeight + 4),
  }));
  const y = pixelY("middle");
  return [
    ...series.map((one, index) => ({
      data: { values: [rows[index]] },
      mark: { type: "point", opacity: 1, strokeWidth: 2, tooltip: null, ...signOf(one) },
      encoding: { x: { value: 7 }, y },
    })),
    text("left", { dx: 18 }, { x: atLeft, y, text: words("label") }, rows),
  ];
}

function checkRows(rows: readonly DotRow[], series: readonly DotSeries[]): void {
  requireRows("dotPlot", rows);
  requireRows("dotPlot", series, [], "series");
  requireRows("dotPlot", rows, ["label", "dots"]);
  requireUnique("dotPlot", rows, "label");
  requireUnique("dotPlot", series, "label");
  requireColours("dotPlot", series);
  const keys = series.map(({ key }) => key);
  for (const { label, dots } of rows) {
    requireRows("dotPlot", dots, ["series", "value", "text"], `dots in "${label}"`);
    for (const dot of dots) {
      extentOf(dot.value, `dotPlot: a dot of "${label}"`);
      if (!keys.includes(dot.series))
        throw unknownName(`dotPlot: "${label}" has a dot of the series "${dot.series}"`, keys);
    }
  }
}
