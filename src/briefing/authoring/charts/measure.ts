/** The titles and number formats of a column, on an axis, in labels and in tooltips. */
import { narrowSpace, scales, type Sign, writeNumber } from "../show/number.js";
import { type Column, numbersIn } from "./columns.js";
import { fixedScale, logScale, niceScale, type ScaleKind } from "./scale.js";
import type { NumberStyle, Spec } from "./spec.js";
import { colour } from "./theme.js";

export interface Measure {
  /** With its unit: `Visits (million persons)`. */
  readonly title: string;
  readonly write: (x: number, sign?: Sign) => string;
  /** For an axis with these ticks. */
  readonly labelExpr: (ticks: readonly number[]) => string;
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** With this domain, for Vega-Lite. */
  readonly scale: Spec;
}

const fractions = new Set(["fraction", "share", "proportion"]);

/** Whether a value of 0.36 means 36 %. */
export const areFractions = ({ unit = "" }: Pick<Column, "unit">): boolean => fractions.has(unit);

const styleDecimals = { count: 0, percent: 0, ratio: 1 } as const;

export interface MeasureOptions {
  readonly style?: NumberStyle | undefined;
  /** By default zero, unless the values are far above it. */
  readonly baseline?: "zero" | "data" | undefined;
  readonly scale?: ScaleKind | undefined;
  /** Numbers in addition to those of the columns: sums, a reference level. */
  readonly more?: readonly number[];
  /** Numbers written with all their decimals, such as the edges of bins. */
  readonly exact?: readonly number[];
}

/** One measure for columns that share an axis; the first one names it. */
export function measureOf(columns: readonly [Column, ...Column[]], options: MeasureOptions = {}): Measure {
  const [{ title, unit, kind }] = columns;
  const values = [...columns.flatMap(numbersIn), ...(options.more ?? [])];
  const style = options.style ?? (areFractions(columns[0]) ? "percent" : undefined);
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Numbers that may be years are not if the author gives them another style.
  const areYears = kind === "year" && style === undefined;
  const isScaled = !areYears && style !== "percent";
  const unscaled = { size: 1, word: undefined };
  const { size, word } = scales.find((one) => isScaled && greatest >= one.size) ?? unscaled;
  const factor = style === "percent" ? 100 : 1 / size;
  // Of the values alone: an axis may reach further, as for the sums of a stack.
  const own = decimalsFor(columns.flatMap(numbersIn), factor, word === undefined ? style : undefined);
  const decimals = Math.max(own, neededDecimals(options.exact ?? [], factor));
  const after = style === "percent" ? `${narrowSpace}%` : "";
  const says = unit?.toLowerCase() === title.toLowerCase() || style === "percent";
  const unitWords = [word, says ? undefined : unit].filter((part) => part !== undefined);
  const { scale = "linear", baseline = baselineOf(values) } = options;
  const { domain, ticks } = scale === "log" ? logScale(values, title) : niceScale(values, baseline);
  const areWhole = decimals === 0 && word === undefined && style !== "percent";
  return {
    title: unitWords.length === 0 ? title : `${title} (${unitWords.join(" ")})`,
    write: (x, sign = "negative") => (areYears ? String(x) : writeNumber(x * factor, decimals, sign) + after),
    labelExpr: (shown) =>
      areYears
        ? "format(datum.value, 'd')"
        : tickExpression(
            size === 1 ? "datum.value" : `datum.value / ${size}`,
            shown.map((tick) => tick / size),
            style ?? "count",
          ),
    domain,
    scale: fixedScale(scale, domain),
    ticks: areWhole ? ticks.filter(Number.isInteger) : ticks,
  };
}

/** A Vega expression that formats ticks like fmt.*, with enough decimals: never 0, 3, 5, 8 for 0, 2.5, 5, 7.5. */
export function tickExpression(of: string, ticks: readonly number[], style: NumberStyle): string {
  const factor = style === "percent" ? 100 : 1;
  const needed = ticks.map((tick) => decimalsOf(Number((factor * tick).toPrecision(12))));
  const decimals = Math.max(style === "ratio" ? 1 : 0, ...needed);
  const written = `format(${factor === 1 ? of : `100 * ${of}`}, ',.${decimals}f')`;
  return style === "percent" ? `${written} + '${narrowSpace}%'` : written;
}

function decimalsOf(x: number): number {
  return [0, 1, 2, 3, 4, 5].find((digits) => Number(x.toFixed(digits)) === x) ?? 6;
}

/** Decimals that write all values exactly or, for computed ones, three digits of the largest. */
export function neededDecimals(values: readonly number[], factor: number): number {
  const scaled = values.map((value) => Math.abs(value * factor));
  const needed = scaled.reduce((most, value) => Math.max(most, decimalsOf(Number(value.toPrecision(12)))), 0);
  return needed <= 3 ? needed : Math.max(1, usefulDecimals(scaled));
}

function usefulDecimals(sizes: readonly number[]): number {
  const greatest = sizes.reduce((a, b) => Math.max(a, b), 0);
  return greatest > 0 ? Math.min(12, Math.max(0, 2 - Math.floor(Math.log10(greatest)))) : 0;
}

/** Those of the style, or more if the largest value has fewer than two significant digits with them. */
function decimalsFor(values: readonly number[], factor: number, style: NumberStyle | undefined): number {
  if (style === undefined) return fittingDecimals(values, factor);
  const usual = styleDecimals[style];
  if (style === "count") return usual;
  const scaled = values.map((value) => Math.abs(value * factor));
  return Math.max(usual, Math.min(neededDecimals(values, factor), usefulDecimals(scaled) - 1));
}

/** Three significant digits of the largest value, but no more than the values have. */
const fittingDecimals = (values: readonly number[], factor: number): number =>
  Math.min(neededDecimals(values, factor), usefulDecimals(values.map((value) => Math.abs(value * factor))));

function baselineOf(values: readonly number[]): "zero" | "data" {
  const least = Math.min(...values);
  const greatest = Math.max(...values);
  return least < greatest && least > 0.4 * greatest ? "data" : "zero";
}

/** The title of a vertical axis is above it, horizontal like the rest of the page. */
export const titleAbove = (title: string): Spec => ({
  title,
  titleAngle: 0,
  titleAlign: "left",
  titleAnchor: "end",
  titleBaseline: "bottom",
  titleX: 0,
  titleY: -10,
  ...quietTitle,
});

export const quietTitle: Spec = { titleColor: colour("muted"), titleFontWeight: "normal", titleFontSize: 12 };
