/** The titles and number formats of a column, on an axis, in labels and in tooltips. */
import { narrowSpace, scales, type Sign, writeNumber } from "../show/number.js";
import { type Column, numbersIn } from "./columns.js";
import { fixedScale, type Limits, limitedScale, type ScaleKind } from "./scale.js";
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
  /** The same measure on an axis for other values, as in a panel with a scale of its own. */
  readonly over: (values: readonly number[]) => Measure;
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
  /** In place of the column's title and unit; without a title (null), numbers are not shortened to millions. */
  readonly title?: string | null | undefined;
  /** Decimals in labels and tooltips, in place of those that the values need. */
  readonly digits?: number | undefined;
  /** The ends of the axis. */
  readonly limits?: Limits | undefined;
}

/** One measure for columns that share an axis; the first one names it. */
export function measureOf(columns: readonly [Column, ...Column[]], options: MeasureOptions = {}): Measure {
  const [{ title, unit, kind }] = columns;
  const values = [...columns.flatMap(numbersIn), ...(options.more ?? [])];
  const style = options.style ?? (areFractions(columns[0]) ? "percent" : undefined);
  const greatest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  // Numbers that may be years are not if the author gives them another style.
  const areYears = kind === "year" && style === undefined;
  const isScaled = !areYears && style !== "percent" && options.title !== null;
  const unscaled = { size: 1, word: undefined };
  const { size, word } = scales.find((one) => isScaled && greatest >= one.size) ?? unscaled;
  const factor = style === "percent" ? 100 : 1 / size;
  // Of the values alone: an axis may reach further, as for the sums of a stack.
  const own = decimalsFor(columns.flatMap(numbersIn), factor, word === undefined ? style : undefined);
  const decimals = options.digits ?? Math.max(own, neededDecimals(options.exact ?? [], factor));
  const after = style === "percent" ? `${narrowSpace}%` : "";
  const says = unit?.toLowerCase() === title.toLowerCase() || style === "percent";
  const hasOwnTitle = typeof options.title === "string";
  const unitWords = [word, says || hasOwnTitle ? undefined : unit].filter((part) => part !== undefined);
  const named = options.title ?? title;
  const isNamed = unitWords.length === 0 || (word !== undefined && hasOwnTitle && named.includes(word));
  const { scale = "linear", baseline, limits } = options;
  const areWhole = decimals === 0 && word === undefined && style !== "percent";
  const axisFor = (shown: readonly number[]) => {
    const nice = { kind: scale, baseline: baseline ?? baselineOf(shown), limits, title };
    const { domain, ticks } = limitedScale(shown, nice);
    const own = areWhole ? ticks.filter(Number.isInteger) : ticks;
    return { domain, scale: fixedScale(scale, domain), ticks: own };
  };
  const measure = {
    title: isNamed ? named : `${named} (${unitWords.join(" ")})`,
    write: (x: number, sign: Sign = "negative") =>
      areYears ? String(x) : writeNumber(x * factor, decimals, sign) + after,
    labelExpr: (shown: readonly number[]) =>
      areYears
        ? "format(datum.value, 'd')"
        : tickExpression(
            size === 1 ? "datum.value" : `datum.value / ${size}`,
            shown.map((tick) => tick / size),
            style ?? "count",
          ),
    ...axisFor(values),
  };
  const over = (shown: readonly number[]): Measure => ({ ...measure, ...axisFor(shown), over });
  return { ...measure, over };
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

/** Of fractions as percentages in a table: those that they need, but one at most, or two significant digits of the largest. */
export function percentDecimals(values: readonly number[]): number {
  const useful = usefulDecimals(values.map((value) => Math.abs(100 * value)));
  return Math.min(neededDecimals(values, 100), Math.max(1, useful - 1));
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
