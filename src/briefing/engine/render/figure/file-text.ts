/** Data and specifications as text files: the same beside the page and in downloads from it. */
import { csvFormatRows } from "d3-dsv";
import { own } from "../../../lib/own.js";
import type { Row } from "../../../model/display.js";
import type { FigureBlock } from "../../../model/report.js";

/** Rows of a figure as CSV; columns in order of first occurrence. */
export function rowsToCsv(rows: readonly Row[]): string {
  const columns = columnsOf(rows);
  return csvText([columns, ...rows.map((row) => columns.map((name) => cellText(own(row, name))))]);
}

export function columnsOf(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

/** The text of a value of a figure's data, in CSV and in its table. */
export function cellText(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

export function csvText(rows: readonly (readonly string[])[]): string {
  return `${csvFormatRows(rows.map((row) => row.map(inert)))}\n`;
}

/** Spreadsheets execute a text that begins like a formula; an apostrophe before it prevents that. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
}

/** The text of a figure's `.vl.json`: as emitted by the cell, indented, with one line per row of inline data. */
export const specText = (spec: FigureBlock["spec"]): string => `${write(spec, "", "")}\n`;

function write(value: unknown, indent: string, key: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const isRows = key === "values" && Array.isArray(value);
  const deeper = `${indent}  `;
  const entries = Array.isArray(value)
    ? value.map((item: unknown) => (isRows ? JSON.stringify(item) : write(item, deeper, "")))
    : Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${write(item, deeper, name)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return entries.length === 0
    ? `${open}${close}`
    : `${open}\n${entries.map((entry) => deeper + entry).join(",\n")}\n${indent}${close}`;
}
