/** Selects rows of a table by exact column values. */
import { nameHint } from "../../lib/nearest.js";
import type { Condition } from "../../model/reads.js";
import { DataError } from "./errors.js";
import { noteRead } from "./reads.js";
import type { Cell, DataRow } from "./schema.js";
import type { TableRows } from "./record.js";

/** Required values of columns, one or several each: `{ reporter: "US", partner: ["CN", "HK"] }`. */
export type Where<Row> = { readonly [Column in keyof Row]?: Row[Column] | readonly Row[Column][] };

export interface LoadedTable {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: Pick<TableRows, "length" | "cells" | "row" | "all">;
  /** The column that names editions of sources. */
  readonly edition?: string;
}

/** The rows that meet the condition, in table order, as their generated type; the request is recorded. */
export function rowsOf<Row>(table: LoadedTable, where: Where<Row> = {}): readonly Row[] {
  return select(table, where as Where<DataRow>) as readonly unknown[] as readonly Row[];
}

/** The columns of a whole table, for callers that need no rows; recorded as read. */
export function columnsOf({ file, rows }: LoadedTable): Pick<TableRows, "length" | "cells"> {
  noteRead({ file, rows: rows.length, of: rows.length });
  return rows;
}

function select(table: LoadedTable, where: Where<DataRow>): readonly DataRow[] {
  const { file, rows, edition } = table;
  const wanted = conditionOf(table, where);
  const of = rows.length;
  if (wanted.length === 0) {
    noteRead({ file, rows: of, of });
    return rows.all;
  }
  const found = wanted.reduce<readonly number[]>(
    (indices, [column, allowed]) => {
      const cells = rows.cells(column);
      requireKind(`the table "${table.name}": the column "${column}"`, cells, allowed);
      return indices.filter((index) => allowed.includes(cells[index] ?? null));
    },
    Array.from({ length: of }, (_, index) => index),
  );
  const valuesOf = (column: string): ReadonlySet<Cell> => {
    const cells = rows.cells(column);
    return new Set(found.map((index) => cells[index] ?? null));
  };
  noteRead({
    file,
    where: Object.fromEntries(wanted.map(([column, cells]) => [column, among(cells, valuesOf(column))])),
    rows: found.length,
    of,
    ...(edition !== undefined && { editions: [...valuesOf(edition)].map(String).sort() }),
  });
  return found.map((index) => rows.row(index));
}

/** Otherwise `year: "2020"` would match nothing. */
function requireKind(column: string, cells: readonly Cell[], allowed: readonly Cell[]): void {
  const sample = cells.find((cell) => cell !== null) ?? null;
  const other = allowed.find((cell) => cell !== null && typeof cell !== typeof sample);
  if (sample !== null && other !== undefined)
    throw new DataError(`${column} holds ${typeof sample}s such as ${JSON.stringify(sample)}`, {
      hint: `${JSON.stringify(other)} is a ${typeof other}, which no row has.`,
    });
}

/** The values that occur; all if none does. */
const among = (cells: readonly Cell[], found: ReadonlySet<Cell>): readonly Cell[] =>
  cells.length < 2 || found.size === 0 ? cells : cells.filter((cell) => found.has(cell));

function conditionOf(
  { name, columns }: LoadedTable,
  where: Where<DataRow>,
): readonly (readonly [string, Condition[string]])[] {
  return Object.entries(where)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, cells]) => {
      if (!columns.includes(column))
        throw new DataError(`the table "${name}" has no column "${column}"`, {
          hint: nameHint(column, columns, "It has"),
        });
      // Cells of a notebook may be JavaScript.
      if (cells === undefined)
        throw new DataError(
          `the table "${name}": nothing is said of the column "${column}" that its rows should have`,
          { hint: "Give a value or a list of values, and look for a misspelt name." },
        );
      return [column, cells instanceof Array ? cells : [cells]];
    });
}
