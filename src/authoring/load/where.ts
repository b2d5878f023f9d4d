/** Rows of a table by what their columns say, exactly. */
import { nearest } from "../../lib/nearest.js";
import type { Condition } from "../../model/reads.js";
import { DataError } from "./errors.js";
import { noteRead } from "./reads.js";
import type { Cell, DataRow } from "./schema.js";

/** What columns of a table must say: a value, or one of several: `{ reporter: "US", partner: ["CN", "HK"] }`. */
export type Where<Row> = { readonly [Column in keyof Row]?: Row[Column] | readonly Row[Column][] };

/** A table as it was read. */
export interface LoadedTable {
  readonly name: string;
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly DataRow[];
  /** The column that names editions of sources. */
  readonly edition?: string;
}

/** The rows that meet the condition, in the order of the table, as their generated type; what was asked for is noted. */
export function rowsOf<Row>(table: LoadedTable, where: Where<Row> = {}): readonly Row[] {
  return select(table, where as Where<DataRow>) as readonly unknown[] as readonly Row[];
}

function select(table: LoadedTable, where: Where<DataRow>): readonly DataRow[] {
  const wanted = conditionOf(table, where);
  const of = table.rows.length;
  if (wanted.length === 0) {
    noteRead({ file: table.file, rows: of, of });
    return table.rows;
  }
  const rows = table.rows.filter((row) =>
    // eslint-disable-next-line house/lookups -- columns that the table has
    wanted.every(([column, cells]) => cells.includes(row[column] ?? null)),
  );
  const { edition } = table;
  noteRead({
    file: table.file,
    where: Object.fromEntries(wanted.map(([column, cells]) => [column, foundIn(rows, column, cells)])),
    rows: rows.length,
    of,
    // eslint-disable-next-line house/lookups -- a column that the table has
    ...(edition !== undefined && { editions: [...new Set(rows.map((row) => String(row[edition])))].sort() }),
  });
  return rows;
}

/** Those of the values that the rows have; all where there are no rows. */
function foundIn(rows: readonly DataRow[], column: string, cells: readonly Cell[]): readonly Cell[] {
  if (cells.length < 2 || rows.length === 0) return cells;
  // eslint-disable-next-line house/lookups -- a column that the table has
  const found = new Set(rows.map((row) => row[column]));
  return cells.filter((cell) => found.has(cell));
}

function conditionOf(
  { name, columns }: LoadedTable,
  where: Where<DataRow>,
): readonly (readonly [string, Condition[string]])[] {
  return Object.entries(where)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([column, cells]) => {
      if (!columns.includes(column)) {
        const near = nearest(column, columns);
        throw new DataError(`the table "${name}" has no column "${column}"`, {
          hint: near === undefined ? `It has ${columns.join(", ")}.` : `Did you mean "${near}"?`,
        });
      }
      // Cells of a notebook may be JavaScript.
      if (cells === undefined)
        throw new DataError(
          `the table "${name}": nothing is said of the column "${column}" that its rows should have`,
          {
            hint: "Give a value, or a list of values; look for a name that was misspelt.",
          },
        );
      return [column, cells instanceof Array ? cells : [cells]];
    });
}
