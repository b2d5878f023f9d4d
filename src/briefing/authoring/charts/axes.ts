/** The horizontal axis of plain rows, for values of any kind. */
import { type Column, isoDate, type Kind, namesIn, numbersIn } from "./columns.js";
import { measureOf, quietTitle } from "./measure.js";
import { wrap } from "./layers.js";
import { type ScaleKind, yearTicks } from "./scale.js";
import type { Spec } from "./spec.js";
import { colour } from "./theme.js";

type Cell = number | string;

export interface HorizontalAxis {
  /** Of the field `x`. */
  readonly x: Spec;
  /** Its tooltip. */
  readonly tooltip: Spec;
  /** The value in the specification for a cell. */
  readonly valueOf: (cell: Cell) => Cell;
  /** Tooltip text, in the field `at`, if its field `x` is not precise enough. */
  readonly write?: (cell: Cell) => string;
  /** Position, in years, numbers or steps. */
  readonly positionOf: (cell: Cell) => number;
  /** Position of a date, if the axis has dates or years. */
  readonly dates?: {
    readonly from: string;
    readonly to: string;
    readonly place: (date: string) => Cell;
    /** Position of spans of years, if it differs from an axis of years. */
    readonly spans?: SpanEdges;
  };
}

/** Start and end of a span of years on the axis, and the type of its values. */
export interface SpanEdges {
  readonly edges: (
    from: number,
    to: number,
  ) => { readonly start: number | string; readonly end: number | string };
  readonly type: "quantitative" | "temporal";
}

export function horizontalAxis(column: Column, scale: ScaleKind = "linear"): HorizontalAxis {
  const axes = { year: yearAxis, date: dateAxis, number: numberAxis, category: stepAxis };
  return axes[column.kind](column, scale);
}

const quantitative = { field: "x", type: "quantitative" };
const same = (cell: Cell): Cell => cell;
/** Ticks, but no grid. */
export const tickMarks = { grid: false, ticks: true, tickColor: colour("rule") };

function yearAxis(column: Column): HorizontalAxis {
  const years = numbersIn(column);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const labels = { format: "d", labelOverlap: "greedy", labelSeparation: 6 };
  return {
    x: {
      ...quantitative,
      scale: { domain: [from - 0.5, to + 0.5], nice: false, zero: false },
      axis: { values: yearTicks(from, to), ...labels, ...tickMarks },
    },
    tooltip: { ...quantitative, title: column.title, format: "d" },
    valueOf: same,
    positionOf: Number,
    dates: { from: `${from}-01-01`, to: `${to}-12-31`, place: middleOfYears },
  };
}

/** A year's count is drawn at mid-year, so the first of January is half a year before it. */
function middleOfYears(date: string): number {
  const year = Number(date.slice(0, 4));
  const fraction = (Date.parse(date) - Date.UTC(year, 0, 1)) / (365.25 * day);
  return Number((year - 0.5 + fraction).toFixed(3));
}

const day = 24 * 60 * 60 * 1000;

/** In years, so that events and dates are comparable. */
const decimalYear = (time: number): number => 1970 + time / (365.25 * day);

function dateAxis(column: Column): HorizontalAxis {
  const times = numbersIn(column);
  const [from, to] = [Math.min(...times), Math.max(...times)];
  // A date without a day is drawn at mid-month.
  const room = from === to ? 15 * day : (to - from) * 0.01;
  const temporal = { field: "x", type: "temporal" };
  const scale = { type: "utc", domain: [isoDate(from - room), isoDate(to + room)], nice: false };
  return {
    x: {
      ...temporal,
      scale,
      axis: { labelExpr: tickWords(to - from), labelOverlap: "greedy", labelSeparation: 8, ...tickMarks },
    },
    tooltip: { ...temporal, scale: { type: "utc" }, title: column.title, format: dateFormat(times) },
    valueOf: (cell) => isoDate(Number(cell)),
    positionOf: (cell) => decimalYear(Number(cell)),
    dates: {
      from: isoDate(from).slice(0, 10),
      to: isoDate(to).slice(0, 10),
      place: (date) => date,
      spans: { type: "temporal", edges: wholeYears },
    },
  };
}

const wholeYears: SpanEdges["edges"] = (first, last) => ({ start: `${first}-01-01`, end: `${last}-12-31` });

/** Years, with months or days in between if there are few of them. */
function tickWords(span: number): string {
  const between = span > 8 * 366 * day ? "%Y" : span > 60 * day ? "%b" : span > 2 * day ? "%-d %b" : "%H:%M";
  return `utcFormat(datum.value, utcmonth(datum.value) + utcdate(datum.value) + utchours(datum.value) === 1 ? '%Y' : '${between}')`;
}

/** As precise as the dates are. */
function dateFormat(times: readonly number[]): string {
  const dates = times.map((time) => new Date(time));
  if (times.some((time) => time % day !== 0)) return "%-d %B %Y, %H:%M";
  return dates.every((date) => date.getUTCDate() === 1) ? "%B %Y" : "%-d %B %Y";
}

/** For numbers, as in a scatter plot. */
function numberAxis(column: Column, kind: ScaleKind): HorizontalAxis {
  const { scale, ticks, labelExpr, title, write } = measureOf([column], { scale: kind });
  return {
    x: {
      ...quantitative,
      scale: { ...scale, padding: 6 },
      axis: { values: ticks, labelExpr: labelExpr(ticks), title, ...quietTitle, ...tickMarks, grid: true },
    },
    tooltip: { field: "at", type: "nominal", title },
    valueOf: same,
    write: (cell) => write(Number(cell)),
    positionOf: Number,
  };
}

/** For words, one step each, in the order of the rows. */
function stepAxis(column: Column): HorizontalAxis {
  const names = namesIn(column);
  return {
    x: stepsOf(names, { type: "point", padding: 0.3 }),
    tooltip: { field: "x", type: "nominal", title: column.title },
    valueOf: String,
    positionOf: (cell) => names.indexOf(String(cell)),
  };
}

/** Generous width of a character, in pixels. */
const characterWidth = 7;

/** Width of a panel, if three are side by side. */
const panelWidth = 180;

/** Words side by side, in the given order, rotated if the plot is too narrow for them. */
export function stepsOf(
  names: readonly string[],
  scale: Spec,
  kind: Kind = "category",
  facet?: Column,
): Spec {
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  const needed = Math.min(longest, 24) * characterWidth * names.length;
  // A plot in a layout does not know its width.
  const isNarrow = facet === undefined ? `width < ${needed}` : String(needed > panelWidth);
  const axis = {
    labelAngle: { expr: `${isNarrow} ? -45 : 0` },
    labelAlign: { expr: `${isNarrow} ? 'right' : 'center'` },
    labelBaseline: { expr: `${isNarrow} ? 'middle' : 'top'` },
    labelLimit: 24 * characterWidth,
    labelOverlap: false,
    ...tickMarks,
  };
  // For years in order, a subset is enough.
  const some = { labelAngle: 0, labelOverlap: "greedy", labelSeparation: 6, ...tickMarks };
  const nominal = { field: "x", type: "nominal", sort: null };
  return { ...nominal, scale: { ...scale, domain: names }, axis: kind === "category" ? axis : some };
}

const mostCharacters = 18;
const labelLine = 12;

/** Height of one word including the gap to the next, with as many lines as long ones need. */
export function lyingHeight(names: readonly string[]): number {
  const lines = names.map((name) => wrap(name, mostCharacters).length);
  return Math.max(26, Math.max(...lines) * labelLine + 2);
}

/** Words one below the other, wrapped to a width that fits on a phone. */
export function lyingSteps(names: readonly string[], scale: Spec): Spec {
  const lines = Object.fromEntries(names.map((name) => [name, wrap(name, mostCharacters)]));
  const isLong = names.some((name) => name.length > mostCharacters);
  const axis = {
    labelColor: colour("ink"),
    labelLimit: 0,
    labelOverlap: false,
    ...(isLong && { labelExpr: `${JSON.stringify(lines)}[datum.value]`, labelLineHeight: labelLine }),
  };
  return { type: "nominal", sort: null, scale: { ...scale, domain: names }, axis };
}
