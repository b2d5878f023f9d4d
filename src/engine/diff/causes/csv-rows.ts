import { dsvFormat } from "d3-dsv";
import { byMark, pairByMarks } from "../match/pairing.js";
import type { DataRowChange } from "./input-change.js";
import { keyColumns, rowMark, sharedColumns, type PlainRow } from "../match/key-columns.js";

/** At most so many rows are listed; all are counted. */
const listed = 50;

interface NumberedRow {
  readonly row: Readonly<Record<string, string>>;
  readonly line: number;
}

export interface CsvChange {
  readonly rows: readonly DataRowChange[];
  readonly rowCount: number;
  readonly columnsAdded?: readonly string[];
  readonly columnsRemoved?: readonly string[];
}

/** Rows of a data file that differ, by its primary key or by the columns that tell its rows apart. */
export function compareCsv(
  wasText: string,
  isText: string,
  { delimiter, key }: { readonly delimiter: string; readonly key: readonly string[] },
): CsvChange {
  const [before, after] = [readCsv(wasText, delimiter), readCsv(isText, delimiter)];
  const shared = sharedColumns(before.columns, after.columns);
  const same = pairByMarks(before.rows, after.rows, [byMark(({ row }) => rowMark(row, shared))]);
  // Keys are looked for among the rows that differ: a large file with a small change is read quickly.
  const plain = (rows: readonly NumberedRow[]) => rows.map(({ row }) => row as PlainRow);
  const isKnown = key.length > 0 && key.every((column) => shared.includes(column));
  const keys = isKnown ? key : keyColumns(plain(same.removed), plain(same.added), shared);
  const rows = pairByMarks(same.removed, same.added, [byMark(({ row }) => rowMark(row, keys))]);
  const nameOf = ({ row }: NumberedRow) => keys.map((column) => `${column} ${row[column] ?? ""}`).join(", ");
  const changes: DataRowChange[] = [
    ...rows.pairs.map((pair) => ({
      status: "changed" as const,
      name: nameOf(pair.after),
      line: pair.after.line,
      cells: shared
        .filter((column) => pair.before.row[column] !== pair.after.row[column])
        .map((column) => ({ column, was: pair.before.row[column] ?? "", is: pair.after.row[column] ?? "" })),
    })),
    ...rows.added.map((row) => ({ status: "added" as const, name: nameOf(row), line: row.line, cells: [] })),
    ...rows.removed.map((row) => ({
      status: "removed" as const,
      name: nameOf(row),
      line: row.line,
      cells: [],
    })),
  ];
  const columnsAdded = after.columns.filter((column) => !shared.includes(column));
  const columnsRemoved = before.columns.filter((column) => !shared.includes(column));
  return {
    rows: changes.sort((a, b) => a.line - b.line).slice(0, listed),
    rowCount: changes.length,
    ...(columnsAdded.length > 0 && { columnsAdded }),
    ...(columnsRemoved.length > 0 && { columnsRemoved }),
  };
}

/** Rows with the lines they begin on; a quoted field may hold line ends. */
function readCsv(
  text: string,
  delimiter: string,
): { readonly columns: readonly string[]; readonly rows: readonly NumberedRow[] } {
  const [columns = [], ...records] = dsvFormat(delimiter).parseRows(text.replace(/^\uFEFF/, ""));
  let line = 2;
  const rows = records.map((record) => {
    const row = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
    const numbered = { row, line };
    line += 1 + record.reduce((count, field) => count + (field.split("\n").length - 1), 0);
    return numbered;
  });
  return { columns, rows };
}
