/** Common interface of table readers for the current record, whatever the file's format. */
import { own } from "../../lib/own.js";
import { clipped } from "../../lib/quoted.js";
import { Column } from "./column.js";
import type { DataProblem, ProblemWords } from "./errors.js";
import type { Cell, DataRow, Resource } from "./schema.js";

/** One record at a time: callers that keep anything must keep the row or the problems. */
export interface TableRecord {
  /** Without fields whose cells are invalid; created on demand. */
  readonly row: DataRow;
  /** The cell of a field, by its index; undefined if it is invalid. */
  cell(index: number): Cell | undefined;
  readonly problems: readonly DataProblem[];
  /** The line on which it begins, or the row number if a file has no lines. */
  readonly position: number;
  readonly unit: "line" | "row";
  /** A problem with one field of the record, or with the whole record. */
  problem(words: ProblemWords, index?: number, field?: string): DataProblem;
}

export type OnRecord = (record: TableRecord) => void;

/** Larger tables grow as they are read, because an estimate may be wrong. */
const mostReserved = 1 << 21;

export const noProblems: readonly DataProblem[] = [];

export abstract class RecordReader implements TableRecord {
  abstract readonly position: number;
  abstract readonly unit: "line" | "row";
  problems = noProblems;
  /** Errors in the header; if there are any, there are no records. Undefined before it is read. */
  headerProblems: readonly DataProblem[] | undefined;
  /** Number of problems in the records whose cells are kept. */
  wrong = 0;
  readonly columns: readonly Column[];
  /** Number of records kept, which is where the next one's cells go. */
  protected kept = 0;
  readonly #rows: TableRows;
  readonly #onRecord: OnRecord | undefined;
  #row: DataRow | undefined;

  /** @param onRecord called with each record; without it, the cells of all records are kept */
  constructor({ fields, missingValues }: Resource, onRecord: OnRecord | undefined) {
    this.columns = fields.map((field) => new Column(field, missingValues));
    this.#rows = new TableRows(this.columns);
    this.#onRecord = onRecord;
  }

  abstract problem(words: ProblemWords, index?: number, field?: string): DataProblem;

  get row(): DataRow {
    return (this.#row ??= this.#rows.row(this.kept));
  }

  cell(index: number): Cell | undefined {
    return this.columns[index]?.cells[this.kept];
  }

  get rows(): TableRows {
    this.#rows.length = this.kept;
    for (const { cells } of this.columns) cells.length = this.kept;
    return this.#rows;
  }

  /** @param share fraction of the file that has been read */
  reserveCells(share: number): void {
    const rows = Math.min(Math.ceil((1.05 * this.kept) / share), mostReserved);
    if (rows > this.kept) for (const column of this.columns) column.reserve(rows);
  }

  protected finish(problems: readonly DataProblem[]): void {
    this.problems = problems;
    this.#row = undefined;
    if (this.#onRecord !== undefined) {
      this.#onRecord(this);
      return;
    }
    this.kept++;
    this.wrong += problems.length;
  }

  /** Errors in the file's column names. */
  protected headerFault(names: readonly string[], reads: string): string | undefined {
    const expected = this.columns.map(({ name }) => name);
    if (expected.length === names.length && expected.every((name, index) => name === names[index]))
      return undefined;
    return `${reads} ${quoted(names)}, datapackage.json says ${quoted(expected)}`;
  }
}

function quoted(names: readonly string[]): string {
  return names.length === 0 ? "nothing" : clipped(names.map((name) => `"${name}"`).join(", "), 500);
}

export function expectedGot(expected: string, text: string): ProblemWords {
  const got = text === "" ? "nothing" : JSON.stringify(clipped(text, 60));
  return { message: `expected ${expected}, got ${got}`, cause: `expected ${expected}` };
}

/** The key cells of a row; undefined if one is missing, or if there is no key. */
export function keyCells(
  row: DataRow,
  fields: readonly string[],
): readonly Exclude<Cell, null>[] | undefined {
  const cells = fields.map((field) => own(row, field) ?? null);
  return cells.length > 0 && cells.every((cell) => cell !== null) ? cells : undefined;
}

export function sameKey(fields: readonly string[], unit: TableRecord["unit"], first: number): ProblemWords {
  const cause = `the same ${fields.join(", ")}`;
  return { message: `${cause} as ${unit} ${first}`, cause };
}

type TableColumn = Pick<Column, "name" | "cells">;

/** The rows of a table, stored by column; row objects are created on demand. */
export class TableRows {
  length = 0;
  readonly #columns: readonly TableColumn[];
  /** V8 copies an object to the next of the same shape faster than it adds fields one by one. */
  readonly #template: Readonly<Record<string, null>>;
  #all: readonly DataRow[] | undefined;

  constructor(columns: readonly TableColumn[]) {
    this.#columns = columns;
    this.#template = Object.fromEntries(columns.map(({ name }) => [name, null]));
  }

  /** The column of this name, by row. */
  cells(name: string): readonly Cell[] {
    return (this.#columns.find((column) => column.name === name)?.cells ?? []) as readonly Cell[];
  }

  /** Without fields whose cells are invalid. */
  row(index: number): DataRow {
    const row: Record<string, Cell> = { ...this.#template };
    for (const { name, cells } of this.#columns) {
      const cell = cells[index];
      // eslint-disable-next-line local/lookups -- descriptor.ts refuses __proto__
      if (cell !== undefined) row[name] = cell;
      else Reflect.deleteProperty(row, name);
    }
    return row;
  }

  get all(): readonly DataRow[] {
    if (this.#all !== undefined) return this.#all;
    const rows: DataRow[] = [];
    for (let index = 0; index < this.length; index++) rows.push(this.row(index));
    return (this.#all = rows);
  }
}
