/** Axes of steps: words, or dates and years one step each, side by side or one below the other. */
import { ChartError } from "../errors.js";
import { type Column, nameAt } from "./columns.js";
import { dateFormats, dateWords, precisionOf } from "./date-words.js";
import { wrap } from "./layers.js";
import { quietTitle, titleAbove } from "./measure.js";
import type { Spec } from "./spec.js";
import { colour, isNarrow } from "./theme.js";

/** Ticks, but no grid. */
export const tickMarks = { grid: false, ticks: true, tickColor: colour("rule") };

/** Distinct steps of a column, in the order of the rows. */
export const stepNames = (column: Column): readonly string[] => [
  ...new Set(column.cells.flatMap((_, index) => nameAt(column, index) ?? [])),
];

/** The name of a step in words: for dates, as precise as those of the column. */
export function stepWriter({ kind, cells }: Column): (name: string) => string {
  if (kind !== "date") return (name) => name;
  const precision = precisionOf(cells.filter((cell) => typeof cell === "number"));
  return (name) => dateWords(Date.parse(name), precision);
}

/** Generous width of a character, in pixels. */
const characterWidth = 7;

/** Width of a panel, if three are side by side. */
const panelWidth = 180;

/** More words than this do not fit side by side. */
const mostWords = 60;

/** Words side by side, in the given order, rotated if the plot is too narrow for them. */
export function stepsOf(names: readonly string[], scale: Spec, column: Column, facet?: Column): Spec {
  const nominal = { field: "x", type: "nominal", sort: null, scale: { ...scale, domain: names } };
  // For years and dates in order, a subset is enough.
  const some = { labelAngle: 0, labelOverlap: "greedy", labelSeparation: 6, ...tickMarks };
  if (column.kind === "date") return { ...nominal, axis: { ...some, ...dateLabels(names) } };
  if (column.kind !== "category") return { ...nominal, axis: some };
  if (names.length > mostWords)
    throw new ChartError(
      `the column "${column.field}" has ${names.length} different words, too many to stand side by side`,
      {
        hint: "Draw horizontal bars (words on y), or choose or add up some of them. Dates are recognised if all are like 2022-06 or 2022-06-15.",
      },
    );
  const longest = names.reduce((most, name) => Math.max(most, name.length), 0);
  const needed = Math.min(longest, 24) * characterWidth * names.length;
  // A plot in a layout does not know its width.
  const isRotated = facet === undefined ? `width < ${needed}` : String(needed > panelWidth);
  const axis = {
    labelAngle: { expr: `${isRotated} ? -45 : 0` },
    labelAlign: { expr: `${isRotated} ? 'right' : 'center'` },
    labelBaseline: { expr: `${isRotated} ? 'middle' : 'top'` },
    labelLimit: 24 * characterWidth,
    labelOverlap: false,
    ...tickMarks,
  };
  return { ...nominal, axis };
}

const mostMonths = 24;
const fewestYears = 3;

/** Each date that has room or, of many months, the Januaries. */
function dateLabels(names: readonly string[]): Spec {
  const precision = precisionOf(names.map((name) => Date.parse(name)));
  const januaries = names.filter((name) => name.endsWith("-01-01"));
  if (precision === "month" && names.length > mostMonths && januaries.length >= fewestYears)
    return { values: januaries, labelExpr: "slice(datum.value, 0, 4)" };
  return { labelExpr: `utcFormat(toDate(datum.value), '${dateFormats[precision].short}')` };
}

/** Most characters of a line, on a phone and on a page. */
const narrowLine = 18;
const wideLine = 34;
const labelLine = 12;

/** Height of one word including the gap to the next, with as many lines as long ones need on a phone. */
export function lyingHeight(names: readonly string[]): number {
  const lines = names.map((name) => wrap(name, narrowLine).length);
  return Math.max(26, Math.max(...lines) * labelLine + 2);
}

/** Words one below the other, wrapped to a width that fits on a phone, or on a page. */
export function lyingSteps(names: readonly string[], scale: Spec, column: Column, facet?: Column): Spec {
  const axis = {
    labelColor: colour("ink"),
    labelLimit: 0,
    labelOverlap: false,
    ...(column.kind === "date" ? dateLabels(names) : wrapped(names, facet)),
  };
  return { type: "nominal", sort: null, scale: { ...scale, domain: names }, axis };
}

/** Vega places the first line of a label where a single one would be; the offset centres all of them. */
function wrapped(names: readonly string[], facet: Column | undefined): Spec {
  const long = names.filter((name) => name.length > narrowLine);
  if (long.length === 0) return {};
  const byName = (value: (name: string) => unknown) =>
    JSON.stringify(Object.fromEntries(long.map((name) => [name, value(name)])));
  const lines = (most: number) => byName((name) => wrap(name, most));
  const offsets = (most: number) => byName((name) => ((1 - wrap(name, most).length) * labelLine) / 2);
  // A plot in a layout does not know its width.
  const fitted = (of: (most: number) => string) =>
    facet === undefined ? `(${isNarrow} ? ${of(narrowLine)} : ${of(wideLine)})` : of(narrowLine);
  return {
    labelExpr: `${fitted(lines)}[datum.value] || datum.value`,
    labelOffset: { expr: `${fitted(offsets)}[datum.value] || 0` },
    labelLineHeight: labelLine,
  };
}

/** The title of an axis of steps, below it or above lying ones, if the author wrote one. */
export function titledSteps(axis: Spec, title: string | null | undefined, steps: "upright" | "lying"): Spec {
  if (typeof title !== "string") return axis;
  const look =
    steps === "lying" ? { ...titleAbove(title), titleAlign: "right", titleX: -6 } : { title, ...quietTitle };
  return { ...axis, axis: { ...(axis["axis"] as Spec), ...look } };
}
