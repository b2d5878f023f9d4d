/** Columns of plain rows as charts read them: their kind and title. */
import { nameHint } from "../../lib/nearest.js";
import { own } from "../../lib/own.js";
import { monthNames } from "../../model/month-names.js";
import { ChartError } from "../errors.js";
import { requireRows } from "./checks.js";
import {
  type FieldNote,
  fieldNote,
  type Frame,
  type FrameOf,
  type LooseRecord,
  recordsOf,
} from "../load/records.js";

/** Input of charts and tables: records, arrays of which the first holds the column names, or a DataFrame. */
export type Rows<Row extends object> = readonly Row[] | FrameOf<Row> | Frame;

/** Name of a column of the rows. */
export type ColumnName<Row> = Extract<keyof Row, string>;

type Kind = "number" | "year" | "date" | "category";

export interface Column {
  readonly field: string;
  /** From datapackage.json, or else the column's name in words. */
  readonly title: string;
  readonly unit?: string;
  readonly kind: Kind;
  /** By row: a number, the milliseconds of a date, or words; null if there is no value. */
  readonly cells: readonly (number | string | null)[];
}

/** The rows of a chart; throws for an empty list. */
export function recordsFor(chart: string, rows: unknown): readonly LooseRecord[] {
  const records = recordsOf(rows);
  if (records === undefined)
    throw new ChartError(`${chart}: the rows are missing`, {
      hint: "Pass an array of records or a DataFrame.",
    });
  requireRows(chart, records);
  return records;
}

/** A column by its name; throws if no row has it. */
export function columnOf(chart: string, rows: readonly LooseRecord[], field: string): Column {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (!names.includes(field))
    throw new ChartError(`${chart}: no row has a column "${field}"`, {
      hint: nameHint(field, names, "Columns:"),
    });
  const note = fieldNote(rows, field);
  const cells = rows.map((row) => plain(own(row, field)));
  const kind = kindOf(field, cells, note);
  const unit = kind === "number" ? note?.unit : undefined;
  return {
    field,
    title: note?.title ?? wordsOf(field),
    ...(unit !== undefined && { unit }),
    kind,
    cells: cells.map((cell) => asKind(cell, kind)),
  };
}

/** A column by its name, which must contain numbers. */
export function numbersOf(chart: string, rows: readonly LooseRecord[], field: string): Column {
  const column = columnOf(chart, rows, field);
  if (column.kind === "number" || column.kind === "year") return column;
  const cells = rows.map((row) => plain(own(row, field)));
  const isNumeric = (cell: Plain) => cell !== null && Number.isFinite(Number(cell));
  const numbers = cells.filter(isNumeric);
  const row = cells.findIndex((cell) => cell !== null && !isNumeric(cell));
  const example = `"${String(cells[Math.max(0, row)])}"${row < 0 ? "" : ` in row ${row + 1}`}`;
  if (column.kind === "date")
    throw new ChartError(`${chart}: the column "${field}" holds dates where numbers are drawn`, {
      hint: othersWithNumbers(rows),
    });
  if (row < 0)
    throw new ChartError(`${chart}: the column "${field}" holds numbers as text, such as ${example}`, {
      hint: "Convert them with Number(…).",
    });
  if (numbers.length > 0)
    throw new ChartError(`${chart}: the column "${field}" holds numbers, but ${example}`, {
      hint: "Make it null if the value is missing, or leave out the row.",
    });
  throw new ChartError(
    `${chart}: the column "${field}" holds words, such as ${example}, where numbers are drawn`,
    {
      hint: othersWithNumbers(rows),
    },
  );
}

const othersWithNumbers = (rows: readonly LooseRecord[]): string =>
  `Columns with numbers: ${numericNames(rows).join(", ") || "none"}.`;

function numericNames(rows: readonly LooseRecord[]): readonly string[] {
  return Object.keys(rows[0] ?? {}).filter((name) => {
    const known = rows.map((row) => plain(own(row, name))).filter((cell) => cell !== null);
    return known.length > 0 && known.every((cell) => typeof cell === "number");
  });
}

/** `life_expect` is "Life expect", `jointPapers` "Joint papers". */
export function wordsOf(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  const text = words.replaceAll(/[_\s]+/g, " ").trim();
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

type Plain = number | string | Date | null;

function plain(cell: unknown): Plain {
  if (typeof cell === "number") return Number.isFinite(cell) ? cell : null;
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? null : cell;
  if (cell === null || cell === undefined || cell === "") return null;
  if (typeof cell === "string" || typeof cell === "boolean" || typeof cell === "bigint") return String(cell);
  return JSON.stringify(cell);
}

const iso = /^\d{4}-\d\d(-\d\d([T ]\d\d:\d\d.*)?)?$/;
const inEnglish = /^([A-Z][a-z]{2,8})\.? (\d{1,2}),? (\d{4})$/;

function kindOf(
  field: string,
  cells: readonly Plain[],
  { type, unit }: Partial<Pick<FieldNote, "type" | "unit">> = {},
): Kind {
  const known = cells.filter((cell) => cell !== null);
  if (type === "year" || type === "date") return type;
  if (known.length === 0) return "number";
  if (
    known.every((cell) => cell instanceof Date || (typeof cell === "string" && !Number.isNaN(timeOf(cell))))
  )
    return "date";
  const areYears = known.every((cell) => /^[12]\d{3}$/.test(String(cell)));
  if (areYears && (/year|yr\b/i.test(field) || known.every((cell) => typeof cell === "string")))
    return "year";
  // Whatever the column is called: a count in this range has a unit, or loses no more than its thousands separator.
  if ((unit === undefined || isUnitOfYears(unit)) && known.every(isLikelyYear)) return "year";
  return known.every((cell) => typeof cell === "number") ? "number" : "category";
}

export const isUnitOfYears = (unit: string): boolean => /^(?:years?|jahre?)$/i.test(unit);

const isLikelyYear = (cell: Plain): boolean =>
  typeof cell === "number" && Number.isInteger(cell) && cell >= 1500 && cell <= 2100;

/** Milliseconds of `2000-01-31`, `2000-01`, `2000-01-31T12:00Z` or `Jan 1 2000`, in UTC; NaN for other words. */
export function timeOf(text: string): number {
  if (iso.test(text)) {
    const time = text.slice(10).replace(" ", "T");
    return Date.parse(
      text.slice(0, 10) + (time === "" || /[Zz]|[+-]\d\d:?\d\d$/.test(time) ? time : `${time}Z`),
    );
  }
  const [, name = "?", day, year] = inEnglish.exec(text) ?? [];
  const month = monthNames.findIndex((each) => each.startsWith(name.slice(0, 3)));
  return month < 0 ? NaN : Date.UTC(Number(year), month, Number(day));
}

function asKind(cell: Plain, kind: Kind): number | string | null {
  if (cell === null) return null;
  if (kind === "category") return String(cell);
  if (kind === "date") return cell instanceof Date ? cell.getTime() : finite(timeOf(String(cell)));
  return finite(Number(cell));
}

const finite = (x: number): number | null => (Number.isFinite(x) ? x : null);

/** The name that a cell gives to its row: words, or a date as in the specification. */
export function nameAt({ kind, cells }: Column, index: number): string | undefined {
  const cell = cells[index] ?? undefined;
  return cell === undefined ? undefined : kind === "date" ? isoDate(Number(cell)) : asName(cell);
}

/** A cell as a name: a computed number as people write it, 0.3 for 0.30000000000000004. */
export const asName = (cell: number | string): string =>
  typeof cell === "number" ? String(Number(cell.toPrecision(12))) : cell;

/** Distinct values of a column, in the order of the rows. */
export function namesIn({ cells }: Column): readonly string[] {
  return [...new Set(cells.flatMap((cell) => (cell === null ? [] : [asName(cell)])))];
}

export const numbersIn = ({ cells }: Column): readonly number[] =>
  cells.filter((cell) => typeof cell === "number");

/** A date as in the specification: `2000-01-31`, with a time if it has one. */
export function isoDate(time: number): string {
  return new Date(time).toISOString().replace("T00:00:00.000Z", "");
}
