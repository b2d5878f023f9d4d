import { linesOf, parseRecords } from "./csv.js";
import { findPackage, tableFile } from "./data-folder.js";
import { DataError, type DataProblem } from "./errors.js";
import { keyOf, RecordReader, sameKey } from "./record.js";
import type { DataRow, Resource } from "./schema.js";
import { readText, type TableFile } from "./table-file.js";

/** So many problems are described in an error; `briefing check` lists them all. */
const describedProblems = 20;

/** What `load` returns, by name of the table: generated row types add their tables to it. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- filled by module augmentation
export interface Tables {}

/**
 * All rows of a table of data/, typed and checked against data/datapackage.json, which is looked for upwards from the
 * notebook's folder. Throws a DataError that names file, line and column of every bad cell; of a table that is
 * compressed (`"compression": "gz"`) they are those of its text.
 */
export function load<Name extends keyof Tables>(table: Name): readonly Tables[Name][];
export function load(table: string): readonly DataRow[];
export function load(table: string): readonly DataRow[] {
  const located = findPackage();
  const { resources } = located.descriptor;
  const resource = resources.find(({ name }) => name === table);
  if (resource === undefined)
    throw new DataError(`there is no table "${table}" in data/datapackage.json`, {
      hint: `It describes ${resources.map(({ name }) => name).join(", ") || "no tables"}.`,
    });
  return readTable(tableFile(located, resource), resource);
}

function readTable(table: TableFile, resource: Resource): readonly DataRow[] {
  const text = readText(table);
  const lineText = linesOf(text);
  const [header = [], ...records] = parseRecords(text, table);
  const reader = new RecordReader(table, resource);
  const wrongHeader = reader.readHeader(header, lineText);
  // With another header every cell would be wrong: one problem says it better.
  if (wrongHeader.length > 0) throw DataError.of(wrongHeader);
  const problems: DataProblem[] = [];
  const rows: DataRow[] = [];
  const lines = new Map<string, number>();
  for (const cells of records) {
    const record = reader.read(cells, lineText);
    if (record === undefined) continue;
    rows.push(record.row);
    problems.push(...record.problems);
    const key = keyOf(record.row, resource.primaryKey);
    if (key === undefined) continue;
    const first = lines.get(key);
    if (first === undefined) lines.set(key, record.line);
    else problems.push(record.problem(sameKey(resource.primaryKey, first)));
  }
  if (problems.length > 0) throw DataError.of(problems.slice(0, describedProblems), problems.length);
  return rows;
}
