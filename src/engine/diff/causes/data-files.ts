import path from "node:path";
import { dsvFormat } from "d3-dsv";
import * as z from "zod";
import { keyColumns, rowMark, sharedColumns } from "../match/key-columns.js";
import { byMark, pairByMarks } from "../match/pairing.js";
import type { DataChange, DataRowChange } from "./input-change.js";
import { own } from "../../../lib/own.js";

/** At most so many rows are listed; all are counted. */
const mostListed = 50;

interface NumberedRow {
  readonly row: Readonly<Record<string, string>>;
  readonly line: number;
}

type RowsChange = Pick<DataChange, "rows" | "rowCount" | "columnsAdded" | "columnsRemoved">;

/** Rows of a data file that differ, by its primary key or by the columns that tell its rows apart. */
export function compareCsv(
  earlier: string,
  later: string,
  { delimiter, key }: { readonly delimiter: string; readonly key: readonly string[] },
): RowsChange {
  const [before, after] = [readCsv(earlier, delimiter), readCsv(later, delimiter)];
  const shared = sharedColumns(before.columns, after.columns);
  const same = pairByMarks(before.rows, after.rows, [byMark(({ row }) => rowMark(row, shared))]);
  // Keys are looked for among the rows that differ: a large file with a small change is read quickly.
  const plain = (rows: readonly NumberedRow[]) => rows.map(({ row }) => row);
  const isKnown = key.length > 0 && key.every((column) => shared.includes(column));
  const keys = isKnown ? key : keyColumns(plain(same.removed), plain(same.added), shared);
  const rows = pairByMarks(same.removed, same.added, [byMark(({ row }) => rowMark(row, keys))]);
  const nameOf = ({ row, line }: NumberedRow) => ({
    name: keys.map((column) => `${column} ${own(row, column) ?? ""}`).join(", "),
    line,
  });
  const alone = (status: "added" | "removed") =>
    rows[status].map((row): DataRowChange => ({ status, ...nameOf(row), cells: [] }));
  const changes = [
    ...rows.pairs.map(({ before, after }): DataRowChange => ({
      status: "changed",
      ...nameOf(after),
      cells: shared
        .map((column) => ({ column, was: own(before.row, column) ?? "", is: own(after.row, column) ?? "" }))
        .filter(({ was, is }) => was !== is),
    })),
    ...alone("added"),
    ...alone("removed"),
  ];
  const columnsAdded = after.columns.filter((column) => !shared.includes(column));
  const columnsRemoved = before.columns.filter((column) => !shared.includes(column));
  return {
    rows: changes.sort((a, b) => a.line - b.line).slice(0, mostListed),
    rowCount: changes.length,
    ...(columnsAdded.length > 0 && { columnsAdded }),
    ...(columnsRemoved.length > 0 && { columnsRemoved }),
  };
}

/** Rows with the lines they begin on; a quoted field may hold line ends. */
function readCsv(text: string, delimiter: string) {
  const [columns = [], ...records] = dsvFormat(delimiter).parseRows(text.replace(/^\uFEFF/, ""));
  let line = 2;
  const rows = records.map((record): NumberedRow => {
    const row = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? ""]));
    const numbered = { row, line };
    line += 1 + record.reduce((count, field) => count + (field.split("\n").length - 1), 0);
    return numbered;
  });
  return { columns, rows };
}

const descriptor = z.looseObject({
  resources: z.array(
    z.looseObject({
      path: z.string().optional(),
      hash: z.unknown().optional(),
      bytes: z.unknown().optional(),
      schema: z
        .looseObject({ primaryKey: z.union([z.string(), z.array(z.string())]).optional() })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** Primary keys of data files, by path, out of the Data Packages among the inputs; the first to name one counts. */
export function primaryKeys(
  inputs: readonly (readonly [string, string])[],
): ReadonlyMap<string, readonly string[]> {
  const keys = new Map<string, readonly string[]>();
  for (const [file, text] of inputs) {
    if (!file.endsWith("datapackage.json")) continue;
    for (const { path: name, schema } of readPackage(text)?.resources ?? []) {
      const at = name === undefined ? "" : resolve(file, name);
      if (schema?.primaryKey !== undefined && !keys.has(at)) keys.set(at, [schema.primaryKey].flat());
    }
  }
  return keys;
}

/**
 * The data files that a Data Package describes otherwise than before, or that it only restates size and hash of data
 * that changed; nothing where one of the two cannot be read.
 */
export function packageChange(
  before: string,
  after: string,
  file: string,
  isChanged: (path: string) => boolean,
): Pick<DataChange, "resources" | "restates"> {
  const [earlier, later] = [readPackage(before), readPackage(after)];
  if (earlier === undefined || later === undefined) return {};
  const bare = ({ resources, ...rest }: NonNullable<ReturnType<typeof readPackage>>) => {
    const entries = resources.map(({ path: name = "", hash, bytes, ...others }) => {
      const at = resolve(file, name);
      return [at, JSON.stringify(isChanged(at) ? others : { ...others, hash, bytes })] as const;
    });
    return { resources: new Map(entries), all: JSON.stringify([rest, entries]) };
  };
  const [one, two] = [bare(earlier), bare(later)];
  if (one.all === two.all) return { restates: true };
  const names = [...new Set([...one.resources.keys(), ...two.resources.keys()])].sort();
  return { resources: names.filter((name) => one.resources.get(name) !== two.resources.get(name)) };
}

function resolve(file: string, name: string): string {
  return path.posix.normalize(path.posix.join(path.posix.dirname(file), name));
}

function readPackage(text: string): z.infer<typeof descriptor> | undefined {
  try {
    return descriptor.safeParse(JSON.parse(text.replace(/^\uFEFF/, ""))).data;
  } catch {
    return undefined;
  }
}
