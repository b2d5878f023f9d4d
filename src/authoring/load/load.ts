import { DataError } from "./errors.js";
import { findPackage, storedTable } from "./locate.js";
import { parseRecords } from "./parse-records.js";
import { keyOf, locateField, RecordReader, type RecordProblem, sameKey } from "./record.js";
import type { DataRow, Resource } from "./schema.js";
import { readText, type StoredTable } from "./stored-table.js";

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
  const located = findPackage(process.cwd());
  const { resources } = located.descriptor;
  const resource = resources.find(({ name }) => name === table);
  if (resource === undefined)
    throw new DataError(`there is no table "${table}" in data/datapackage.json`, {
      hint: `It describes ${resources.map(({ name }) => name).join(", ") || "no tables"}.`,
    });
  return readTable(storedTable(located, resource), resource);
}

function readTable(stored: StoredTable, resource: Resource): readonly DataRow[] {
  const text = readText(stored);
  const [header, ...records] = parseRecords(text, stored);
  const reader = new RecordReader(resource);
  const problems = [...reader.readHeader(header ?? [])];
  const rows: DataRow[] = [];
  const lines = new Map<string, number>();
  // With another header every cell would be wrong: one problem says it better.
  for (const cells of problems.length > 0 ? [] : records) {
    const record = reader.read(cells);
    if (record === undefined) continue;
    problems.push(...record.problems);
    rows.push(record.row);
    const key = resource.primaryKey.length === 0 ? undefined : keyOf(record.row, resource.primaryKey);
    if (key === undefined) continue;
    const first = lines.get(key);
    if (first === undefined) lines.set(key, record.line);
    else
      problems.push({
        line: record.line,
        endLine: record.endLine,
        message: sameKey(resource.primaryKey, first),
      });
  }
  if (problems.length > 0) throw tableError(problems, text, stored);
  return rows;
}

function tableError(
  problems: readonly RecordProblem[],
  text: string,
  { path, delimiter }: StoredTable,
): DataError {
  const lines = text.split("\n");
  const described = problems.slice(0, describedProblems).map(({ line, endLine, index, field, message }) => ({
    path,
    ...locateField(lines.slice(line - 1, endLine).join("\n"), index ?? 0, line, delimiter),
    ...(field === undefined ? {} : { field }),
    message,
  }));
  return DataError.of(described, problems.length);
}
