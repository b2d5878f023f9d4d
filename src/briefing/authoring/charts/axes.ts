/** The horizontal axis of plain rows, for values of any kind. */
import { type Column, isoDate, namesIn, numbersIn } from "./columns.js";
import { dateFormats, type DatePrecision, dateWords, precisionOf } from "./date-words.js";
import type { DateScale } from "./spans.js";
import { stepsOf, tickMarks } from "./steps.js";
import { measureOf, quietTitle } from "./measure.js";
import { type Limits, type ScaleKind, yearTicks } from "./scale.js";
import type { Spec } from "./spec.js";

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
  /** A value of the specification in words, as in a note. */
  readonly words: (value: Cell) => string;
  /** Position, in years, numbers or steps. */
  readonly positionOf: (cell: Cell) => number;
  /** What the axis holds, for messages. */
  readonly kind: "years" | "dates" | "numbers" | "words";
  /** Positions of dates, if the axis has dates or years. */
  readonly dates?: DateScale;
}

export interface AxisLook {
  readonly scale?: ScaleKind;
  /** In place of the one that follows from the data; null removes it. */
  readonly title?: string | null | undefined;
  readonly limits?: Limits | undefined;
}

export function horizontalAxis(column: Column, look: AxisLook = {}): HorizontalAxis {
  const axes = { year: yearAxis, date: dateAxis, number: numberAxis, category: stepAxis };
  return axes[column.kind](column, look);
}

/** The title below an axis that needs none, if the author wrote one. */
const writtenTitle = (title: string | null | undefined): Spec =>
  typeof title === "string" ? { title, ...quietTitle } : {};

const quantitative = { field: "x", type: "quantitative" };
const same = (cell: Cell): Cell => cell;

function yearAxis(column: Column, { title, limits }: AxisLook): HorizontalAxis {
  const years = numbersIn(column);
  const from = limits?.low ?? Math.min(...years);
  const to = limits?.high ?? Math.max(...years);
  const labels = { format: "d", labelOverlap: "greedy", labelSeparation: 6, ...writtenTitle(title) };
  const ends = { start: from - 0.5, end: to + 0.5 };
  return {
    kind: "years",
    words: String,
    x: {
      ...quantitative,
      scale: { domain: [ends.start, ends.end], nice: false, zero: false },
      axis: { values: yearTicks(from, to), ...labels, ...tickMarks },
    },
    tooltip: { ...quantitative, title: title ?? column.title, format: "d" },
    valueOf: same,
    positionOf: Number,
    dates: {
      from: `${from}-01-01`,
      to: `${to}-12-31`,
      type: "quantitative",
      place: middleOfYears,
      part: (position) => (Number(position) - ends.start) / (ends.end - ends.start),
      ends,
    },
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

function dateAxis(column: Column, { title, limits }: AxisLook): HorizontalAxis {
  const times = numbersIn(column);
  const from = limits?.low ?? Math.min(...times);
  const to = limits?.high ?? Math.max(...times);
  const room = from === to ? 15 * day : (to - from) * 0.01;
  const temporal = { field: "x", type: "temporal" };
  const ends = { start: isoDate(from - room), end: isoDate(to + room) };
  const precision = precisionOf(times);
  const labels = {
    labelExpr: tickWords(to - from, precision),
    labelOverlap: "greedy",
    labelSeparation: 8,
    ...writtenTitle(title),
  };
  return {
    kind: "dates",
    words: (value) => dateWords(Date.parse(String(value)), precision),
    x: {
      ...temporal,
      scale: { type: "utc", domain: [ends.start, ends.end], nice: false },
      axis: { ...labels, ...monthTicks(to - from, precision), ...tickMarks },
    },
    tooltip: {
      ...temporal,
      scale: { type: "utc" },
      title: title ?? column.title,
      format: dateFormats[precision].long,
    },
    valueOf: (cell) => isoDate(Number(cell)),
    positionOf: (cell) => decimalYear(Number(cell)),
    dates: {
      from: isoDate(from).slice(0, 10),
      to: isoDate(to).slice(0, 10),
      type: "temporal",
      place: (date) => date,
      part: (position) => (Date.parse(String(position)) - (from - room)) / (to - from + 2 * room),
      ends,
    },
  };
}

/** Few months have a tick each; Vega would also place some between them. */
const monthTicks = (span: number, precision: DatePrecision): Spec =>
  precision === "month" && span > 0 && span < 200 * day ? { tickCount: { interval: "month", step: 1 } } : {};

/** Years, with months or days in between if there are few of them; the first tick says its year. */
function tickWords(span: number, precision: DatePrecision): string {
  if (span > 8 * 366 * day) return "utcFormat(datum.value, '%Y')";
  const isLong = precision === "month" || span > 60 * day;
  const between = isLong ? "%b" : span > 2 * day ? "%-d %b" : "%H:%M";
  const first = isLong ? "%b %Y" : span > 2 * day ? "%-d %b %Y" : "%-d %b, %H:%M";
  const isNewYear = "utcmonth(datum.value) + utcdate(datum.value) + utchours(datum.value) === 1";
  return `utcFormat(datum.value, ${isNewYear} ? '%Y' : datum.index === 0 ? '${first}' : '${between}')`;
}

/** For numbers, as in a scatter plot. */
function numberAxis(column: Column, look: AxisLook): HorizontalAxis {
  const { scale, ticks, labelExpr, title, write } = measureOf([column], look);
  return {
    kind: "numbers",
    words: (value) => write(Number(value)),
    x: {
      ...quantitative,
      scale: { ...scale, padding: 6 },
      axis: {
        values: ticks,
        labelExpr: labelExpr(ticks),
        title: look.title === null ? null : title,
        ...quietTitle,
        ...tickMarks,
        grid: true,
      },
    },
    tooltip: { field: "at", type: "nominal", title },
    valueOf: same,
    write: (cell) => write(Number(cell)),
    positionOf: Number,
  };
}

/** For words, one step each, in the order of the rows. */
function stepAxis(column: Column, { title }: AxisLook): HorizontalAxis {
  const names = namesIn(column);
  const steps = stepsOf(names, { type: "point", padding: 0.3 }, column);
  return {
    kind: "words",
    words: String,
    x: { ...steps, axis: { ...(steps["axis"] as Spec), ...writtenTitle(title) } },
    tooltip: { field: "x", type: "nominal", title: title ?? column.title },
    valueOf: String,
    positionOf: (cell) => names.indexOf(String(cell)),
  };
}
