/** What an author sets of the axes: their titles and limits, logarithms, and scales of each panel's own. */
import { ChartError } from "../errors.js";
import { type Column, isoDate, timeOf } from "./columns.js";
import type { Limits } from "./scale.js";

/** An axis of a chart, or both. */
export type Axes = "x" | "y" | "both";

/** Titles in place of those from the data; `null` removes one. */
export interface AxisTitles {
  readonly x?: string | null;
  readonly y?: string | null;
}

/** An end of an axis: a number, a year, a date such as `"2022-06"`, or `null` for the one that follows from the data. */
export type Limit = number | string | null;

/** The first and the last value of an axis, in the unit of the column: `{ y: [0, 100] }`, `{ x: [2010, null] }`. */
export interface AxisLimits {
  readonly x?: readonly [Limit, Limit];
  readonly y?: readonly [Limit, Limit];
}

/** Whether an option that names axes names this one. */
export const names = (axes: Axes | undefined, axis: "x" | "y"): boolean => axes === axis || axes === "both";

/** The title that an author gives to an axis: `undefined` if the data decide, and null, also for "", if it has no title. */
export function titleOf(titles: AxisTitles | undefined, axis: "x" | "y"): string | null | undefined {
  const title = titles?.[axis];
  return title === "" ? null : title;
}

interface Limited {
  readonly chart: string;
  readonly axis: "x" | "y";
  readonly limits: AxisLimits | undefined;
}

/** The limits of an axis with these columns, the first of which holds its values. Throws if they leave out a value. */
export function limitsOf(
  { chart, axis, limits }: Limited,
  columns: readonly [Column, ...(Column | undefined)[]],
  more: readonly number[] = [],
): Limits | undefined {
  const given = limits?.[axis];
  if (given === undefined) return undefined;
  const [column] = columns;
  if (column.kind === "category")
    throw new ChartError(
      `${chart}: limits.${axis} needs numbers or dates, but "${column.field}" holds words`,
      {
        hint: "Leave out the rows that should not be drawn.",
      },
    );
  const [low, high] = given.map((limit) => inUnitOf(column, limit, { chart, axis }));
  if (low !== undefined && high !== undefined && low >= high)
    throw new ChartError(`${chart}: limits.${axis} goes from ${String(given[0])} to ${String(given[1])}`, {
      hint: "Write the lower limit first.",
    });
  const isOutside = (value: number) =>
    (low !== undefined && value < low) || (high !== undefined && value > high);
  const write = (value: number) => (column.kind === "date" ? isoDate(value) : String(value));
  const hint = `Widen the limits (null follows from the data), or leave out the rows and say so in the caption.`;
  for (const one of columns)
    for (const [index, cell] of one?.cells.entries() ?? [])
      if (typeof cell === "number" && isOutside(cell))
        throw new ChartError(
          `${chart}: limits.${axis} would cut off ${write(cell)}, the value of "${one?.field ?? ""}" in row ${index + 1}`,
          { hint },
        );
  const outside = more.find(isOutside);
  if (outside !== undefined)
    throw new ChartError(`${chart}: limits.${axis} would cut off ${write(outside)}, which the figure draws`, {
      hint,
    });
  return { low, high };
}

function inUnitOf(
  { kind, field }: Column,
  limit: Limit,
  { chart, axis }: Pick<Limited, "chart" | "axis">,
): number | undefined {
  if (limit === null) return undefined;
  const value = kind === "date" ? timeOf(String(limit)) : limit;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const example = kind === "date" ? 'dates, such as "2022-06" or "2022-06-15"' : "numbers, such as 0 or 2020";
  throw new ChartError(`${chart}: limits.${axis} cannot have ${JSON.stringify(limit)}`, {
    hint: `"${field}" holds ${kind === "date" ? "dates" : kind === "year" ? "years" : "numbers"}: write ${example}, or null.`,
  });
}

/** Throws for limits of an axis of names, which has no ends to set. */
export function requireNoLimits(
  { chart, axis, limits }: Limited,
  { field }: Pick<Column, "field">,
  things: string,
): void {
  if (limits?.[axis] === undefined) return;
  throw new ChartError(`${chart}: limits.${axis} has no meaning, because "${field}" names the ${things}`, {
    hint: "Leave out the rows that should not be drawn.",
  });
}

/** Requires an axis that can be logarithmic. */
export function requireNumbers(chart: string, axis: "x" | "y", { kind, field }: Column): void {
  if (kind === "number") return;
  const held = { year: "years", date: "dates", category: "words" }[kind];
  throw new ChartError(`${chart}: log needs numbers along ${axis}, but "${field}" holds ${held}`, {
    hint: `Name the other axis, or leave out log.`,
  });
}
