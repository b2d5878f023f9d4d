/** Default title and format of a table column: by its schema, or else by its cells. */
import { columnOf, isUnitOfYears, numbersIn } from "../charts/columns.js";
import { areFractions, neededDecimals } from "../charts/measure.js";
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
   * A format by name, or a function from the cell to its output. By default, text and values print unchanged, and
   * numbers with the decimals that the column needs.
   */
  readonly format?: ColumnFormat | ((cell: never, row: never) => Value | string);
  /** Decimals of numbers. */
  readonly digits?: number;
  /** Significant digits of numbers, 1 to 12. */
  readonly significant?: number;
}

export function columnStyle(
  records: readonly LooseRecord[],
  { field, title, unit }: ColumnOptions,
): Pick<ColumnOptions, "unit" | "format" | "digits"> & { readonly title?: string } {
  // Rows of a class may inherit their fields, so nothing is known about them.
  if (!records.some((row) => Object.hasOwn(row, field))) return {};
  const column = columnOf("table", records, field);
  const isFraction = areFractions(column);
  const words =
    title === undefined
      ? { title: column.title, ...(column.unit !== undefined && !isFraction && { unit: column.unit }) }
      : {};
  const areYears = column.kind === "year" && (unit === undefined || isUnitOfYears(unit));
  if (areYears && numbersIn(column).every(Number.isInteger)) return { ...words, format: "year" };
  // Words, dates and values print unchanged.
  const areNumbers = column.kind === "number" || (column.kind === "year" && !areYears);
  if (!areNumbers || records.every((row) => isValue(own(row, field)))) return words;
  const needed = neededDecimals(numbersIn(column), isFraction ? 100 : 1);
  if (isFraction) return { ...words, format: "percent", digits: Math.min(needed, 1) };
  return { ...words, format: "number", digits: needed };
}
