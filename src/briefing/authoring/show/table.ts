/* eslint-disable local/lookups -- rows of a person's own classes may inherit their fields */
import { escapeHtml } from "../../lib/escape-html.js";
import { inColumns } from "../../lib/in-columns.js";
import { nameHint } from "../../lib/nearest.js";
import type { Table, TableCell, TableColumn } from "../../model/display.js";
import { guardFormat, spokenText } from "../../model/guard.js";
import { bundleVersion, mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { wordsOf } from "../charts/columns.js";
import { AuthoringError } from "../errors.js";
import { type Frame, type LooseRecord, recordsOf } from "../load/records.js";
import { columnStyle, type ColumnOptions } from "./column-style.js";
import { currencyOf } from "./currency.js";
import * as fmt from "./fmt.js";
import { significant } from "./number.js";
import { emit, optionalId } from "./output.js";
import type { FormatOptions, Quantity } from "./quantity.js";
import { guardedTexts, type Guards } from "./text.js";
import { isRichText, isValue, plainText } from "./value.js";

export type { ColumnOptions };

/** Options of a table. `table(rows)` alone shows it; publishing also requires `id` and `caption`. */
export interface TableText {
  /** Stable id: `peaks`. Referred to in prose as `@tbl-peaks`. */
  readonly id?: string;
  /** Fields that identify a row uniquely. By default the first fields that do. */
  readonly key?: readonly string[];
  /** The columns, by field or with deviations from the default; by default all. */
  readonly columns?: readonly (string | ColumnOptions)[];
  /** The content, in one line. */
  readonly title?: string | RichText | Value;
  /**
   * Whether the title is true; if false, the build lists it and stops. `{ title, caption }` guards both. The same for one
   * text: `caption: holds("All are lower.", isLower)`.
   */
  readonly holds?: Guards<"title" | "caption" | "source">;
  /** How to read it, and what not to conclude. */
  readonly caption?: string | RichText | Value;
  /** Source, edition and precision; by default the sources in datapackage.json of the tables that its cell reads. */
  readonly source?: string | RichText | Value;
}

export interface TableOptions extends TableText {
  /** Records, arrays of which the first holds the column names, or a DataFrame (anything with `columns` and `values`). */
  readonly rows: readonly object[] | Frame;
}

const maximalRows = 10_000;

/**
 * Shows a table: HTML in JupyterLab, numbered and rendered in the briefing. `table(rows)` is enough to look at it;
 * `build` requires the publishing options: `table(rows, { id, caption })`.
 */
export function table(rows: readonly object[] | Frame, text?: TableText): void;
export function table(options: TableOptions): void;
export function table(given: readonly object[] | Frame | TableOptions, text: TableText = {}): void {
  const options: TableOptions =
    recordsOf(given) === undefined ? (given as TableOptions) : { ...text, rows: given as Frame };
  const id = optionalId(options, "table");
  const what = id === undefined ? "table" : `table "${id}"`;
  const records = recordsOf(options.rows);
  if (records === undefined)
    throw new AuthoringError(`${what}: the rows are missing`, {
      hint: "Pass an array of records or a DataFrame.",
    });
  const { length } = records;
  if (length === 0)
    throw new AuthoringError(`${what}: there are no rows`, { hint: "Check the filter that produced them." });
  if (length > maximalRows)
    throw new AuthoringError(`${what}: ${length} rows are more than the ${maximalRows} a page can carry`, {
      hint: "Show the rows that matter; the whole table belongs in data/.",
    });
  if (options.key !== undefined) checkKey(records, options.key, what);
  const columns = columnsOf(records, options.columns, what);
  const rows = records.map((record, index) =>
    columns.map((column) =>
      writeCell(record, column, `${what}, row ${String(index + 1)}, column "${column.field}"`),
    ),
  );
  const json: Table = {
    version: bundleVersion,
    ...(id !== undefined && { id }),
    ...guardedTexts(["title", "caption", "source"], options, what),
    key: [...(options.key ?? firstKey(records, columns))],
    columns: columns.map((column, index) => headOf(column, rows, index)),
    rows,
  };
  emit({ [mime.html]: htmlTable(json), [mime.table]: json, [mime.plain]: plainTable(json) });
}

function checkKey(records: readonly LooseRecord[], key: readonly string[], what: string): void {
  const seen = new Map<string, number>();
  records.forEach((record, index) => {
    const missing = key.find((field) => !(field in record));
    if (missing !== undefined) throw unknownField(what, missing, record);
    const values = keyOf(record, key);
    const first = seen.get(values);
    if (first !== undefined)
      throw new AuthoringError(`${what}: rows ${first + 1} and ${index + 1} have the same key ${values}`, {
        hint: "Add the field that distinguishes them to key.",
      });
    seen.set(values, index);
  });
}

/** The fewest columns from the left that make all rows unique; empty if rows are identical. */
function firstKey(records: readonly LooseRecord[], columns: readonly Titled[]): readonly string[] {
  const fields = columns.map(({ field }) => field);
  const keys = fields.map((_, index) => fields.slice(0, index + 1));
  return keys.find((key) => new Set(records.map((row) => keyOf(row, key))).size === records.length) ?? [];
}

const keyOf = (row: LooseRecord, key: readonly string[]): string =>
  JSON.stringify(key.map((field) => rawOf(row[field])));

/** A column with its title, and with defaults derived from its cells. */
type Titled = Omit<ColumnOptions, "title"> & { readonly title: string };

function columnsOf(
  records: readonly LooseRecord[],
  given: TableText["columns"],
  what: string,
): readonly Titled[] {
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return (given ?? fields).map((one: string | ColumnOptions) => {
    const column: ColumnOptions = typeof one === "string" ? { field: one } : one;
    if (!records.some((record) => column.field in record))
      throw unknownField(what, column.field, records[0] ?? {});
    const { title, ...others } = column;
    const heading = title === undefined ? undefined : { title: headingOf(title) };
    const titled = { title: wordsOf(column.field), ...columnStyle(records, column), ...others, ...heading };
    if (titled.format !== "money") return titled;
    return { ...titled, currency: currencyOf(titled.currency, `${what}, column "${column.field}"`) };
  });
}

/** Headings are stored as words: a computed year in one is not a number of the page. */
function headingOf(title: string | RichText | Value): string {
  if (typeof title === "string") return title;
  return isRichText(title) ? plainText(title) : spokenText(title);
}

function unknownField(what: string, field: string, record: LooseRecord): AuthoringError {
  return new AuthoringError(`${what}: no field "${field}" in the rows`, {
    hint: nameHint(field, Object.keys(record), "They have"),
  });
}

function headOf(column: Titled, rows: readonly (readonly TableCell[])[], index: number): TableColumn {
  const { field, title, unit } = column;
  const isNumeric = rows.every((row) => !["string", "boolean"].includes(typeof row[index]?.raw));
  const align = column.align ?? (isNumeric ? "right" : "left");
  return { field, title, ...(unit !== undefined && { unit }), align };
}

function writeCell(record: LooseRecord, column: Titled, where: string): TableCell {
  const given = record[column.field];
  const shown =
    typeof column.format === "function"
      ? column.format(given as never, record as never)
      : formatted(given, column, where);
  return typeof shown === "string"
    ? { raw: rawOf(given), text: shown }
    : { raw: shown.raw, text: shown.text, ...(shown.format === guardFormat && { format: guardFormat }) };
}

function formatted(given: unknown, column: Titled, where: string): Value | string {
  if (isValue(given) || (typeof given === "string" && column.format !== "date")) return given;
  if (isRichText(given)) return plainText(given);
  if (given === null || given === undefined) return "";
  if (typeof given === "boolean") return given ? "yes" : "no";
  const { format, digits, significant: figures, currency } = column;
  if (format === undefined || typeof format === "function")
    throw new AuthoringError(
      `${where}: ${typeof given === "object" ? "an object" : `a ${typeof given}`} needs a format`,
      { hint: 'Give the column one: format: "count", "percent", "ratio", "year" …' },
    );
  if (format === "date") return fmt.date(given as string);
  const options: FormatOptions = {
    ...(digits !== undefined && { digits }),
    ...(figures !== undefined && { significant: figures }),
  };
  const value =
    format === "money"
      ? fmt.money(given as Quantity, { ...options, ...(currency !== undefined && { currency }) })
      : fmt[format](given as Quantity & number, options);
  // The unit is in the header.
  return column.unit === undefined
    ? value
    : { ...value, text: value.text.replace(/[\u00a0\u202f](%|points)$/, "") };
}

/** Identifies rows for comparison with a later edition. */
function rawOf(given: unknown): TableCell["raw"] {
  if (typeof given === "number") return Number.isFinite(given) ? significant(given) : null;
  if (typeof given === "string" || typeof given === "boolean") return given;
  if (isValue(given)) return given.raw;
  if (isRichText(given)) return plainText(given);
  if (given === null || given === undefined) return null;
  return JSON.stringify(given);
}

/** A table as shown in a notebook; the briefing renders its own from the accompanying JSON. */
function htmlTable(table: Table): string {
  const style = (index: number) => `style="text-align:${table.columns[index]?.align ?? "left"}"`;
  const head = table.columns.map(
    (column, index) => `<th scope="col" ${style(index)}>${escapeHtml(titleOf(column))}</th>`,
  );
  const rows = table.rows.map((row) => {
    const cells = row.map((cell, index) => `<td ${style(index)}>${escapeHtml(spokenText(cell))}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  const words = table.title ?? table.caption;
  const caption = words === undefined ? "" : `<caption>${escapeHtml(plainText(words))}</caption>`;
  return `<table>${caption}<thead><tr>${head.join("")}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function plainTable({ columns, rows }: Table): string {
  const words = columns.flatMap(({ align }, index) => (align === "right" ? [] : [index]));
  return inColumns([columns.map(titleOf), ...rows.map((row) => row.map(spokenText))], words).join("\n");
}

const titleOf = ({ title, unit }: TableColumn): string => (unit === undefined ? title : `${title} (${unit})`);
