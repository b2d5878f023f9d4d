/** How a column of a table is titled and written where its author says nothing: by its schema, else by its cells. */
import { columnOf, numbersIn } from "../charts/columns.js";
import { areFractions, neededDecimals } from "../charts/measure.js";
import { own } from "../../lib/own.js";
import type { LooseRecord } from "../load/records.js";
import { isValue } from "./value.js";
import type { TableColumn } from "../../model/display.js";
import type { Value } from "../../model/value.js";

type ColumnFormat =
  "count" | "percent" | "points" | "ratio" | "number" | "signed" | "money" | "ordinal" | "year" | "date";

export interface ColumnOptions {
  /** Of the rows. */
  readonly field: string;
  /** By default the title in datapackage.json, or the name of the field in words. */
  readonly title?: string;
  /** Printed in the head, so that no cell repeats it. By default that of datapackage.json, where the title is, too. */
  readonly unit?: string;
  /** By default numbers right, words left. */
  readonly align?: TableColumn["align"];
  /**
   * A format by name, or a function from the cell to what is printed. Without one, text and values print as they are, and
   * all numbers of the column with the decimals that it needs.
   */
  readonly format?: ColumnFormat | ((cell: never, row: never) => Value | string);
  /** Decimals of numbers. */
  readonly digits?: number;
  /** Significant digits of numbers, 1 to 12. */
  readonly significant?: number;
}

export function columnStyle(
  records: readonly LooseRecord[],
  { field, title }: ColumnOptions,
): Pick<ColumnOptions, "title" | "unit" | "format" | "digits"> {
  // Rows of a class may inherit their fields: nothing is known of them.
  if (!records.some((row) => Object.hasOwn(row, field))) return {};
  const column = columnOf("table", records, field);
  const isFraction = areFractions(column);
  const words =
    title === undefined
      ? { title: column.title, ...(column.unit !== undefined && !isFraction && { unit: column.unit }) }
      : {};
  if (column.kind === "year" && numbersIn(column).every(Number.isInteger))
    return { ...words, format: "year" };
  // Words, dates and values print as they are.
  if (column.kind !== "number" || records.every((row) => isValue(own(row, field)))) return words;
  const needed = neededDecimals(numbersIn(column), isFraction ? 100 : 1);
  if (isFraction) return { ...words, format: "percent", digits: Math.min(needed, 1) };
  return { ...words, format: "number", digits: needed };
}
