/**
 * Detects tabular values (arrays of records, and DataFrame-like objects such as danfojs's) and renders them as HTML and
 * text.
 */
import { escapeHtml } from "../../../lib/escape-html.js";
import { own } from "../../../lib/own.js";
import { safeInspect } from "./safe-inspect.js";

export interface TableView {
  readonly columns: readonly string[];
  /** Row labels, if they are not simply 0, 1, 2, …. */
  readonly index: readonly string[] | undefined;
  /** Limited to the rows and columns shown. */
  readonly rows: readonly (readonly unknown[])[];
  readonly totalRows: number;
  readonly totalColumns: number;
  readonly kind: "records" | "frame";
}

const maxRows = 50;
const maxColumns = 20;
/** Columns are collected from this many records. */
const sampledRecords = 1000;

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function recordsTable(records: readonly unknown[]): TableView | undefined {
  if (records.length === 0 || !records.every(isPlainObject)) return undefined;
  const columns = new Set<string>();
  for (const record of records.slice(0, sampledRecords))
    for (const key of Object.keys(record)) columns.add(key);
  if (columns.size === 0) return undefined;
  const shown = [...columns].slice(0, maxColumns);
  return {
    columns: shown,
    index: undefined,
    rows: records.slice(0, maxRows).map((record) => shown.map((column) => own(record, column))),
    totalRows: records.length,
    totalColumns: columns.size,
    kind: "records",
  };
}

interface FrameLike {
  readonly columns: readonly unknown[];
  readonly values: readonly unknown[];
  readonly shape: readonly number[];
  readonly index?: unknown;
}

function isFrame(value: object): value is FrameLike {
  if (!("columns" in value && "values" in value && "shape" in value)) return false;
  const { columns, values, shape } = value;
  return (
    Array.isArray(columns) &&
    Array.isArray(values) &&
    Array.isArray(shape) &&
    shape.every(Number.isInteger) &&
    shape[0] === values.length
  );
}

function frameTable(frame: FrameLike): TableView {
  const columns = frame.columns.map(String);
  // A Series has one value per row, a DataFrame an array.
  const rows = frame.values.slice(0, maxRows).map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
  const index = Array.isArray(frame.index) ? frame.index.slice(0, maxRows).map(String) : undefined;
  return {
    columns: columns.slice(0, maxColumns),
    index: index ?? rows.map((_, row) => String(row)),
    rows: rows.map((row) => row.slice(0, maxColumns)),
    totalRows: frame.values.length,
    totalColumns: columns.length,
    kind: "frame",
  };
}

/** Undefined if the value is not a table, or throws when it is read. */
export function tableOf(value: unknown): TableView | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  try {
    if (Array.isArray(value)) return recordsTable(value);
    return isFrame(value) ? frameTable(value) : undefined;
  } catch {
    return undefined;
  }
}

const maxCell = 200;

const onOneLine = { depth: 1, breakLength: Number.POSITIVE_INFINITY, compact: true, maxArrayLength: 10 };

/** Formats any value on one line. */
export function cellText(value: unknown): string {
  const text = wholeText(value);
  return text.length > maxCell ? `${text.slice(0, maxCell)}…` : text;
}

function wholeText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint" || typeof value === "boolean") return String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  return safeInspect(value, onOneLine);
}

const shownDigits = 4;

/**
 * With four significant digits, so that columns can be compared at a glance; whole numbers, and those before the decimal
 * point, are not rounded.
 */
function numberText(value: number): string {
  if (Number.isInteger(value) || !Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 10 ** (shownDigits - 1)
    ? String(Math.round(value))
    : String(Number(value.toPrecision(shownDigits)));
}

/** A description of the rows and columns omitted; undefined if all are shown. */
function omission({ rows, columns, totalRows, totalColumns }: TableView): string | undefined {
  const parts: string[] = [];
  if (rows.length < totalRows) parts.push(`${rows.length} of ${totalRows} rows`);
  if (columns.length < totalColumns) parts.push(`${columns.length} of ${totalColumns} columns`);
  return parts.length === 0 ? undefined : `${parts.join(", ")} shown`;
}

function htmlCell(value: unknown): string {
  const align = typeof value === "number" || typeof value === "bigint" ? ' align="right"' : "";
  return `<td${align}>${escapeHtml(cellText(value))}</td>`;
}

/** Unstyled, because the reader's page has its own table styles. Everything is escaped. */
export function tableHtml(view: TableView): string {
  const corner = view.index === undefined ? "" : "<th></th>";
  const head = view.columns.map((column) => `<th>${escapeHtml(column)}</th>`).join("");
  const body = view.rows.map((row, at) => {
    const label = view.index === undefined ? "" : `<th>${escapeHtml(view.index[at] ?? "")}</th>`;
    return `<tr>${label}${row.map(htmlCell).join("")}</tr>`;
  });
  const note = omission(view);
  return [
    '<table class="dataframe">',
    `<thead><tr>${corner}${head}</tr></thead>`,
    `<tbody>`,
    ...body,
    `</tbody>`,
    `</table>`,
    ...(note === undefined ? [] : [`<p>${note}</p>`]),
  ].join("\n");
}

const maxTextWidth = 40;

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > maxTextWidth ? `${line.slice(0, maxTextWidth - 1)}…` : line;
}

/** Aligned columns with numbers on the right, as terminals show a DataFrame. */
export function tableText(view: TableView): string {
  const { index, rows } = view;
  const labels = index === undefined ? [] : [["", ...index].map(clip)];
  const numeric = view.columns.map((_, at) =>
    rows.every((row) => row[at] === null || typeof row[at] === "number"),
  );
  const columns = view.columns.map((name, at) => [name, ...rows.map((row) => cellText(row[at]))].map(clip));
  const padded = [...labels, ...columns].map((column, at) => {
    const width = Math.max(...column.map((text) => text.length));
    const isNumeric = numeric[at - labels.length] === true;
    return column.map((text) => (isNumeric ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = ["", ...rows].map((_, line) =>
    padded
      .map((column) => column[line] ?? "")
      .join("  ")
      .trimEnd(),
  );
  const note = omission(view);
  return [...lines, ...(note === undefined ? [] : [note])].join("\n");
}
