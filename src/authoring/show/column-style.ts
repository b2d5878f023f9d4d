/** How a column of a table is titled and written where its author says nothing: by its schema, else by its cells. */
import { columnOf, numbersIn } from "../charts/columns.js";
import { areFractions, neededDecimals } from "../charts/measure.js";
import { own } from "../../lib/own.js";
import type { LooseRecord } from "../load/records.js";
import { isValue } from "./value.js";
import type { ColumnOptions } from "./table.js";

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
