/* eslint-disable house/lookups -- rows of a person's own classes may inherit their fields */
import type { Table, TableCell, TableColumn } from "../../model/display.js";
import { guardFormat, spokenText } from "../../model/guard.js";
import { bundleVersion, mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { AuthoringError } from "../errors.js";
import * as fmt from "./fmt.js";
import { significant } from "./number.js";
import { emit, requireId } from "./output.js";
import type { FormatOptions, Quantity } from "./quantity.js";
import { optionalText, requireText } from "./text.js";
import { escapeHtml } from "../../lib/escape-html.js";
import { isRichText, isValue, plainText } from "./value.js";

type LooseRecord = Readonly<Record<string, unknown>>;

/** The shape that danfojs' DataFrame shares with others; no package is needed to show one. */
interface Frame {
  readonly columns: readonly string[];
  readonly values: unknown;
}

type ColumnFormat =
  "count" | "percent" | "points" | "ratio" | "number" | "signed" | "money" | "ordinal" | "year" | "date";

export interface ColumnOptions {
  readonly field: string;
  readonly title: string;
  /** Printed in the head, so that no cell repeats it. */
  readonly unit?: string;
  /** By default numbers right, words left. */
  readonly align?: TableColumn["align"];
  /** A format by name, or a function from the cell to what is printed. Without one, text and values print as they are. */
  readonly format?: ColumnFormat | ((cell: never, row: never) => Value | string);
  readonly digits?: number;
  readonly significant?: number;
}

export interface TableOptions {
  /** Stable id: `peaks`. Referred to in prose as `@tbl-peaks`. */
  readonly id: string;
  /** Records, or anything shaped like a DataFrame (`columns` and `values`). */
  readonly rows: readonly object[] | Frame;
  /** Fields that identify a row; no two rows may share them. */
  readonly key: readonly string[];
  readonly columns: readonly ColumnOptions[];
  readonly title?: string | RichText | Value;
  readonly caption: string | RichText;
  /** Source, edition and precision; by default the sources that datapackage.json names for the tables of its cell. */
  readonly source?: string | RichText;
}

const maximalRows = 10_000;

/** Shows a table: HTML in JupyterLab, numbered and rendered in the briefing. */
export function table(options: TableOptions): void {
  const id = requireId(options, "table");
  const what = `table "${id}"`;
  const records = recordsOf(options.rows, what);
  checkSize(records, what);
  checkKey(records, options.key, what);
  const columns = checkColumns(records, options.columns, what);
  const rows = records.map((record, index) =>
    columns.map((column) =>
      writeCell(record, column, `${what}, row ${String(index + 1)}, column "${column.field}"`),
    ),
  );
  const json: Table = {
    version: bundleVersion,
    id,
    ...optionalText("title", options.title, what),
    caption: requireText(options.caption, `${what}: the caption`, "Say what the table shows."),
    ...optionalText("source", options.source, what),
    key: [...options.key],
    columns: columns.map((column, index) => headOf(column, rows, index)),
    rows,
  };
  emit("table", id, { [mime.html]: htmlTable(json), [mime.table]: json, [mime.plain]: plainTable(json) });
}

/** Rows as records, whatever they came as. */
function recordsOf(rows: readonly object[] | Frame, what: string): readonly LooseRecord[] {
  if (Array.isArray(rows)) return rows as readonly LooseRecord[];
  const { columns, values } = (rows as Frame | null | undefined) ?? { columns: undefined, values: undefined };
  if (Array.isArray(columns) && Array.isArray(values)) {
    const names = columns as readonly string[];
    return values.map((row) => {
      const cells: readonly unknown[] = Array.isArray(row) ? row : [row];
      return Object.fromEntries(names.map((name, index) => [name, cells[index]]));
    });
  }
  throw new AuthoringError(`${what}: the rows are missing`, {
    hint: "Pass an array of records or a DataFrame.",
  });
}

function checkSize(records: readonly LooseRecord[], what: string): void {
  if (records.length === 0)
    throw new AuthoringError(`${what}: there are no rows`, { hint: "Look at the filter that made them." });
  if (records.length > maximalRows)
    throw new AuthoringError(
      `${what}: ${records.length} rows are more than the ${maximalRows} a page can carry`,
      {
        hint: "Show the rows that matter; the whole table belongs in data/.",
      },
    );
}

function checkKey(records: readonly LooseRecord[], key: unknown, what: string): void {
  if (!Array.isArray(key) || key.length === 0)
    throw new AuthoringError(`${what}: the key is missing`, {
      hint: 'Name the fields that identify a row: key: ["year"].',
    });
  const seen = new Map<string, number>();
  records.forEach((record, index) => {
    const fields = key as readonly string[];
    const missing = fields.find((field) => !(field in record));
    if (missing !== undefined) throw unknownField(what, missing, record);
    const values = JSON.stringify(fields.map((field) => rawOf(record[field])));
    const first = seen.get(values);
    if (first !== undefined)
      throw new AuthoringError(`${what}: rows ${first + 1} and ${index + 1} have the same key ${values}`, {
        hint: "Add the field that tells them apart to key.",
      });
    seen.set(values, index);
  });
}

function checkColumns(
  records: readonly LooseRecord[],
  columns: unknown,
  what: string,
): readonly ColumnOptions[] {
  if (!Array.isArray(columns) || columns.length === 0)
    throw new AuthoringError(`${what}: the columns are missing`, {
      hint: 'columns: [{ field: "year", title: "Year" }, …]',
    });
  const given = columns as readonly ColumnOptions[];
  const first = records[0] ?? {};
  const unknown = given.find((column) => !records.some((record) => column.field in record));
  if (unknown !== undefined) throw unknownField(what, unknown.field, first);
  return given;
}

function unknownField(what: string, field: string, record: LooseRecord): AuthoringError {
  return new AuthoringError(`${what}: no field "${field}" in the rows`, {
    hint: `They have ${Object.keys(record).join(", ")}.`,
  });
}

function headOf(column: ColumnOptions, rows: readonly (readonly TableCell[])[], index: number): TableColumn {
  const numeric = rows.every(
    (row) => typeof row[index]?.raw !== "string" && typeof row[index]?.raw !== "boolean",
  );
  const align = column.align ?? (numeric ? "right" : "left");
  return {
    field: column.field,
    title: column.title,
    ...(column.unit === undefined ? {} : { unit: column.unit }),
    align,
  };
}

function writeCell(record: LooseRecord, column: ColumnOptions, where: string): TableCell {
  const given = record[column.field];
  const shown =
    typeof column.format === "function"
      ? column.format(given as never, record as never)
      : formatted(given, column, where);
  return typeof shown === "string"
    ? { raw: rawOf(given), text: shown }
    : { raw: shown.raw, text: shown.text, ...(shown.format === guardFormat && { format: guardFormat }) };
}

function formatted(given: unknown, column: ColumnOptions, where: string): Value | string {
  if (isValue(given) || (typeof given === "string" && column.format !== "date")) return given;
  if (isRichText(given)) return plainText(given);
  if (given === null || given === undefined) return "";
  if (typeof given === "boolean") return given ? "yes" : "no";
  const { format, digits, significant: figures } = column;
  if (format === undefined || typeof format === "function")
    throw new AuthoringError(`${where}: a ${typeof given} needs a format`, {
      hint: 'Give the column one: format: "count", "percent", "ratio", "year" …',
    });
  if (format === "date") return fmt.date(given as string);
  const options: FormatOptions = {
    ...(digits === undefined ? {} : { digits }),
    ...(figures === undefined ? {} : { significant: figures }),
  };
  const value = fmt[format](given as Quantity & number, options);
  // The unit stands in the head.
  return column.unit === undefined
    ? value
    : { ...value, text: value.text.replace(/[\u00a0\u202f](%|points)$/, "") };
}

/** What a later edition is compared by. */
function rawOf(given: unknown): TableCell["raw"] {
  if (typeof given === "number") return Number.isFinite(given) ? significant(given) : null;
  if (typeof given === "string" || typeof given === "boolean") return given;
  if (isValue(given)) return given.raw;
  if (isRichText(given)) return plainText(given);
  if (given === null || given === undefined) return null;
  return JSON.stringify(given);
}

/** A table as a notebook shows it; the briefing renders its own from the JSON beside it. */
function htmlTable(table: Table): string {
  const head = table.columns.map(
    ({ title, unit, align }) =>
      `<th scope="col" style="text-align:${align}">${escapeHtml(unit === undefined ? title : `${title} (${unit})`)}</th>`,
  );
  const rows = table.rows.map((row) => {
    const cells = row.map(
      (cell, index) =>
        `<td style="text-align:${table.columns[index]?.align ?? "left"}">${escapeHtml(spokenText(cell))}</td>`,
    );
    return `<tr>${cells.join("")}</tr>`;
  });
  const caption = `<caption>${escapeHtml(plainText(table.title ?? table.caption))}</caption>`;
  return `<table>${caption}<thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function plainTable(table: Table): string {
  const head = table.columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`));
  const lines = [head, ...table.rows.map((row) => row.map(spokenText))];
  const widths = head.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const pad = (text: string, index: number) =>
    table.columns[index]?.align === "right"
      ? text.padStart(widths[index] ?? 0)
      : text.padEnd(widths[index] ?? 0);
  return lines.map((line) => line.map(pad).join("  ").trimEnd()).join("\n");
}
