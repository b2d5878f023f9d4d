import { statSync } from "node:fs";
import { nameHint } from "../../lib/nearest.js";
import { isListOfEditions } from "../../model/reads.js";
import type { OtherTables, Tables } from "../../tables.js";
import { withProgress } from "../progress.js";
import { recalled } from "../remember.js";
import { describeRows } from "./records.js";
import { findPackage, tableFile } from "./data-folder.js";
import { DataError, ProblemList } from "./errors.js";
import { areUnique, KeyPositions } from "./keys.js";
import { keyCells, sameKey, type TableRows } from "./record.js";
import type { DataRow, Resource } from "./schema.js";
import type { TableFile } from "./table-file.js";
import { readRecords, readTable } from "./table-reader.js";
import { packed, unpacked } from "./packed-table.js";
import { noteOpened } from "./reads.js";
import { type LoadedTable, rowsOf, type Where } from "./where.js";

/** Maximum number of different problems in an error; `briefing check` lists them all. */
const describedProblems = 20;

/** In errors of the type checker, which puts them into words: src/briefing/engine/compile/tables-in-words.ts. */
interface NoTable<Name> {
  readonly "no table has this name": Name;
}
type RowOfOthers = OtherTables extends { readonly row: infer Row } ? Row : DataRow;
type RowOf<Name> = Name extends keyof Tables ? Tables[Name] : string extends Name ? DataRow : RowOfOthers;
type TableName<Name> = Name extends keyof Tables
  ? Name
  : string extends Name
    ? Name
    : OtherTables extends { readonly row: unknown }
      ? NoTable<Name>
      : Name;

/**
 * Rows of a table of data/, either all or those whose columns match `where`, typed and checked against
 * data/datapackage.json, which is searched upwards from the notebook's folder. A number derived from them names them on
 * the page. A missing value is null. Throws a DataError with the file, line and column of every bad cell. In a compressed
 * table (`"compression": "gz"`), these refer to its text; in Parquet, to row and field.
 */
// eslint-disable-next-line @typescript-eslint/no-redundant-type-constituents -- `Tables` is filled by module augmentation
export function load<Name extends keyof Tables | (string & {})>(
  table: Name & TableName<Name>,
  where?: Where<RowOf<Name>>,
): readonly RowOf<Name>[];
export function load(table: string, where: Where<DataRow> = {}): readonly DataRow[] {
  const { fields, ...loaded } = loadTable(table);
  return describeRows(rowsOf(loaded, where), fields);
}

/** The whole table, for callers that select rows from it more than once. */
export function loadTable(table: string): LoadedTable & Pick<Resource, "fields"> {
  const located = findPackage();
  const { resources } = located.descriptor;
  const resource = resources.find(({ name }) => name === table);
  if (resource === undefined) {
    const names = resources.map(({ name }) => name);
    const hint = nameHint(table, names, "Its tables:");
    throw new DataError(`there is no table "${table}" in data/datapackage.json`, { hint });
  }
  const file = tableFile(located, resource);
  const edition = editionColumn(resource, resources);
  return {
    name: table,
    file: file.file,
    fields: resource.fields,
    columns: resource.fields.map(({ name }) => name),
    rows: noteOpened(file.file, () => keptOrRead(file, resource)),
    ...(edition !== undefined && { edition }),
  };
}

function editionColumn({ foreignKeys }: Resource, resources: readonly Resource[]): string | undefined {
  const lists = resources.filter(({ fields }) => isListOfEditions(fields.map(({ name }) => name)));
  return foreignKeys.find(({ resource }) => lists.some(({ name }) => name === resource))?.fields[0];
}

/**
 * Sizes of the files whose tables are kept, in bytes on disk. A smaller file is read as quickly as it is found in the
 * cache; a larger one would take much space there, and in the memory of the kernel that keeps it.
 */
const keptSizes = { from: 500_000, to: 4_000_000 };

/**
 * A large table is read and checked by one kernel, which keeps it for the others. As for `remember`, it is read again
 * when its file, its description or anything else that the kernel had used by then has changed. A table with an error is
 * not kept.
 */
function keptOrRead(table: TableFile, resource: Resource): TableRows {
  if (!isOfKeptSize(table)) return readValid(table, resource);
  const names = resource.fields.map(({ name }) => name);
  return unpacked(recalled("table", resource.name, () => packed(readValid(table, resource), names)));
}

/** Never Parquet, of which a small file may hold very many rows. */
function isOfKeptSize({ file, format }: TableFile): boolean {
  if (format === "parquet") return false;
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return size >= keptSizes.from && size <= keptSizes.to;
}

function readValid(table: TableFile, resource: Resource): TableRows {
  const read = withProgress(`Loading ${resource.name}`, (onProgress) =>
    readTable(table, resource, onProgress),
  );
  const { rows, wrong, headerProblems = [] } = read;
  if (headerProblems.length > 0) throw DataError.of(headerProblems);
  const key = resource.primaryKey.map((name) => rows.cells(name));
  if (wrong === 0 && areUnique(key, rows.length)) return rows;
  // Errors are located in a second pass, so that the first is fast.
  throw validationError(table, resource);
}

function validationError(table: TableFile, resource: Resource): DataError {
  const { primaryKey } = resource;
  const list = new ProblemList(describedProblems);
  const keys = new KeyPositions();
  readRecords(table, resource, (record) => {
    record.problems.forEach(list.add);
    const first = keys.add(keyCells(record.row, primaryKey) ?? [], record.position);
    if (first !== undefined) list.add(record.problem(sameKey(primaryKey, record.unit, first)));
  });
  return DataError.of(list.problems, list.omitted);
}
