import { csvFormatRows } from "d3-dsv";
import type { Row } from "../../../model/display.js";
import type { FigureBlock, ImageBlock } from "../../../model/report.js";
import { safeName } from "../names.js";
import { own } from "../../../lib/own.js";

/** Paths of what lies beside the page, relative to it. */
interface FigureFiles {
  readonly svg: string;
  readonly spec: string;
  readonly data: string;
}

export function figureFiles({ id }: Pick<FigureBlock, "id">): FigureFiles {
  const stem = `figures/${safeName(id)}`;
  return { svg: `${stem}.svg`, spec: `${stem}.vl.json`, data: `${stem}.csv` };
}

const extensions = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/svg+xml": "svg",
} as const;

export function imageFile({ id, mediaType }: Pick<ImageBlock, "id" | "mediaType">): string {
  return `figures/${safeName(id)}.${extensions[mediaType]}`;
}

/** Rows of a figure as CSV; columns in the order in which they first occur. */
export function rowsToCsv(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return `${csvFormatRows([columns.map(inert), ...rows.map((row) => columns.map((name) => inert(own(row, name))))])}\n`;
}

/** A spreadsheet runs a text that begins like a formula; an apostrophe before it keeps it a text. */
function inert(value: Row[string] | undefined): string {
  if (typeof value !== "string") return value === undefined || value === null ? "" : String(value);
  return /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
}

/** The text of a figure's `.vl.json`: as the cell emitted it, indented, the rows of inline data on a line each. */
export function specText(spec: FigureBlock["spec"]): string {
  return `${write(spec, "", "")}\n`;
}

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
