/** What every reader of a table says of the record it stands on, whatever the format of the file. */
import { clipped } from "../../lib/quoted.js";
import { Column } from "./column.js";
import type { DataProblem } from "./errors.js";
import type { Cell, DataRow, Resource } from "./schema.js";
import { own } from "../../lib/own.js";

/** One record at a time: who wants to keep something of it keeps the row, or the problems. */
export interface TableRecord {
  /** Without the fields whose cells are wrong. */
  readonly row: DataRow;
  readonly problems: readonly DataProblem[];
  /** The line it begins on, or the number of the row where a file has no lines. */
  readonly position: number;
  readonly unit: "line" | "row";
  /** A problem with the field at a position of the record, or with all of it. */
  problem(message: string, index?: number, field?: string): DataProblem;
}

export type OnRecord = (record: TableRecord) => void;

export const noProblems: readonly DataProblem[] = [];

/** The columns of a table, and its rows: objects of one shape. */
export class TableShape {
  readonly columns: readonly Column[];
  readonly #Row: new () => Record<string, Cell>;

  constructor({ fields, missingValues }: Resource) {
    this.columns = fields.map((field) => new Column(field, missingValues));
    // V8 learns from the first rows how many fields each has room for; a literal `{}` would begin with four.
    const Row = function () {
      /* The fields are set by who reads the record. */
    };
    Row.prototype = Object.prototype;
    this.#Row = Row as unknown as new () => Record<string, Cell>;
  }

  createRow(): Record<string, Cell> {
    return new this.#Row();
  }

  /** What is wrong with the names of the columns in the file. */
  headerFault(names: readonly string[], reads: string): string | undefined {
    const expected = this.columns.map(({ name }) => name);
    if (expected.length === names.length && expected.every((name, index) => name === names[index]))
      return undefined;
    return `${reads} ${quoted(names)}, datapackage.json says ${quoted(expected)}`;
  }
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : clipped(names.map((name) => `"${name}"`).join(", "), 500);
}

export function expectedGot(expected: string, text: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `expected ${expected}, got ${text === "" ? "nothing" : JSON.stringify(shown)}`;
}

/** Identifies a row by the given fields; undefined where one of them is missing, or where none is given. */
export function keyOf(row: DataRow, fields: readonly string[]): string | undefined {
  let key: string | undefined;
  for (const field of fields) {
    const value = own(row, field);
    if (value === undefined || value === null) return undefined;
    key = `${key ?? ""}${String(value)}\u001f`;
  }
  return key;
}

export function sameKey(fields: readonly string[], unit: TableRecord["unit"], first: number): string {
  return `the same ${fields.join(", ")} as ${unit} ${first}`;
}
