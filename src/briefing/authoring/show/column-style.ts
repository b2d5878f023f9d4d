/** Default title and format of a table column: by its schema, or else by its cells. */
import { columnOf, isUnitOfYears, numbersIn } from "../charts/columns.js";
import { areFractions, neededDecimals, percentDecimals } from "../charts/measure.js";
import { own } from "../../lib/own.js";
import type { LooseRecord } from "../load/records.js";
import { isValue } from "./value.js";
import type { TableColumn } from "../../model/display.js";
import type { RichText, Value } from "../../model/value.js";

type ColumnFormat =
  "count" | "percent" | "points" | "ratio" | "number" | "signed" | "money" | "ordinal" | "year" | "date";

export interface ColumnOptions {
  /** Of the rows. */
  readonly field: string;
  /** By default the title in datapackage.json, or the field's name in words. */
  readonly title?: string | RichText | Value;
  /** Printed in the header, so no cell repeats it. By default that of datapackage.json, if the title is from there. */
  readonly unit?: string;
  /** By default, numbers are right-aligned and words left-aligned. */
  readonly align?: TableColumn["align"];
  /**
   * A format by name, or a function from the cell to its output. By default, text and values print unchanged. Numbers
   * and percentages have the decimals that the column needs, percentages one at most, or two significant digits of the
   * largest; other formats print as in `fmt`.
   */
  readonly format?: ColumnFormat | ((cell: never, row: never) => Value | string);
  /** Decimals of numbers. */
  readonly digits?: number;
  /** Significant digits of numbers, 1 to 12. */
  readonly significant?: number;
  /** Of `format: "money"`: an ISO 4217 code. By default the `currency` of briefing.yml. */
  readonly currency?: string;
}

export function columnStyle(
  records: readonly LooseRecord[],
  { field, title, unit, format }: ColumnOptions,
): Pick<ColumnOptions, "unit" | "format" | "digits"> & { readonly title?: string } {
  // Rows of a class may inherit their fields, so nothing is known about them.
  if (!records.some((row) => Object.hasOwn(row, field))) return {};
  const column = columnOf("table", records, field);
  const isFraction = areFractions(column);
  const words =
    title === undefined
      ? { title: column.title, ...(column.unit !== undefined && !isFraction && { unit: column.unit }) }
      : {};
  if (typeof format === "function") return words;
  const areYears = column.kind === "year" && (unit === undefined || isUnitOfYears(unit));
  if (format === undefined && areYears && numbersIn(column).every(Number.isInteger))
    return { ...words, format: "year" };
  // Words, dates and values print unchanged.
  const areNumbers = column.kind === "number" || (column.kind === "year" && !areYears);
  if (!areNumbers || records.every((row) => isValue(own(row, field)))) return words;
  const style = format ?? (isFraction ? "percent" : "number");
  const digits = decimalsOf(style, numbersIn(column));
  return { ...words, format: style, ...(digits !== undefined && { digits }) };
}

/** Decimals that all numbers of a column share; undefined where the format itself decides. */
function decimalsOf(format: ColumnFormat, values: readonly number[]): number | undefined {
  switch (format) {
    case "percent":
    case "points":
      return percentDecimals(values);
    case "money": {
      // From a million up, amounts are shortened; below, they have cents or none.
      const areSmall = values.every((value) => Math.abs(value) < 999_999.5);
      return areSmall && neededDecimals(values, 1) > 0 ? 2 : undefined;
    }
    case "number":
      return neededDecimals(values, 1);
    default:
      return undefined;
  }
}
