import { csvFormatRows } from "d3-dsv";
import type { Row } from "../../model/display.js";

/** Rows of a figure as CSV; columns in the order in which they first occur. */
export function rowsToCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return `${csvFormatRows([columns.map(inert), ...rows.map((row) => columns.map((name) => inert(row[name])))])}\n`;
}

/** A spreadsheet runs a text that begins like a formula; an apostrophe before it keeps it a text. */
function inert(value: Row[string] | undefined): string {
  if (typeof value !== "string") return value === undefined || value === null ? "" : String(value);
  return /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
}
