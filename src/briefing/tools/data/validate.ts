/** Validates every table of a project's data/ against datapackage.json. */
import { createReadStream, existsSync } from "node:fs";
import { readFile, readdir, stat } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { type LocatedPackage, readPackage, tableFile } from "../../authoring/load/data-folder.js";
import { DataError, type DataProblem } from "../../authoring/load/errors.js";
import { KeyPositions } from "../../authoring/load/keys.js";
import { keyCells } from "../../authoring/load/record.js";
import type { ForeignKey, Resource } from "../../authoring/load/schema.js";
import type { FileFacts, TableFile } from "../../authoring/load/table-file.js";
import type { OnRecord } from "../../authoring/load/record.js";
import { streamRecords } from "../../authoring/load/table-reader.js";
import { BriefingError } from "../../model/errors.js";
import { type Anomalies, AnomalyFinder, KeySearch } from "./anomalies.js";
import { errorWords, repeatedWords } from "./anomaly-words.js";
import { type Confirmed, confirmedOf, confirmWords, repeatedName, unconfirmed } from "./confirmed.js";
import { type DescriptorFile, readDescriptorFile } from "./descriptor-file.js";
import { workbooksOf } from "./import-options.js";
import { lookIntoData } from "../../engine/report/data/data-facts.js";
import { describeData } from "../../engine/report/data/data-package.js";
import { hasSource, sourceNotGivenNote } from "../../engine/report/data/source-not-given.js";
import { checkRecords, type Reference } from "./table-facts.js";
import { shownPath } from "../../lib/shown-path.js";
import { tableCheckerHash } from "../../engine/store/own-code.js";
import type { Store } from "../../engine/store/store.js";
import { nameOfFile } from "./table-name.js";
import { shellWord } from "../../lib/shell-word.js";

const tableCheck = z.strictObject({ name: z.string(), path: z.string(), rows: z.number() });
type TableCheck = z.infer<typeof tableCheck>;
const note = z.strictObject({ path: z.string(), message: z.string() });
const validTables = z.strictObject({ tables: z.array(tableCheck), notes: z.array(note) });

export interface DataCheck {
  readonly tables: readonly TableCheck[];
  /** In the order of files and lines, one for each cause; limited for each file. */
  readonly problems: readonly DataProblem[];
  /** Number of further problems. */
  readonly omitted: number;
  /** Information: rows that occur twice, files that are not described, tables without a hash. */
  readonly notes: readonly DataProblem[];
}

/**
 * Checks header, types, constraints, keys, references, size and hash, and anomalies that are not confirmed. Streams, so
 * tables may exceed memory: only keys are kept, and of a table without a key the columns that could be one. If the
 * package itself is invalid, only its errors are returned.
 *
 * @param project the folder that contains data/
 * @param options.limit maximum number of causes described per file; problems of others are counted
 * @param options.store remembers valid tables until they or their descriptions change
 */
export async function validateData(
  project: string,
  { limit = 100, store }: { readonly limit?: number; readonly store?: Store } = {},
): Promise<DataCheck> {
  if (!existsSync(join(project, "data", "datapackage.json")))
    return { tables: [], problems: [], omitted: 0, notes: await undescribedFiles(project, [], new Set()) };
  const located = readLocated(project);
  if (!("descriptor" in located)) return { tables: [], problems: located.problems, omitted: 0, notes: [] };
  const { resources } = located.descriptor;
  const descriptor = await readDescriptorFile(project);
  const notes = [
    ...resources.filter(({ sha256: hash }) => hash === undefined).map((one) => withoutHash(located, one)),
    ...(await withoutSource(project, resources)),
    ...(await undescribedFiles(project, resources, workbooksOf(descriptor))),
  ];
  const key = store && stateOf(project, located, store);
  const before = validTables.safeParse(key && store.get("tables", key));
  if (before.success)
    return { ...before.data, problems: [], omitted: 0, notes: [...before.data.notes, ...notes] };
  const checked = await checkTables(located, descriptor, limit);
  if (key !== undefined && checked.problems.length === 0)
    store?.put("tables", key, { tables: checked.tables, notes: checked.notes });
  return { ...checked, notes: [...checked.notes, ...notes] };
}

/** Everything that the check of all tables depends on. */
function stateOf(project: string, located: LocatedPackage, { hashes }: Store): string {
  const now = hashes.now();
  const files = located.descriptor.resources.map((resource) => tableFile(located, resource).file);
  const all = [join(project, "data", "datapackage.json"), ...files];
  const state = [tableCheckerHash(), ...all.map((file) => now.hashOf(file))];
  hashes.save();
  return JSON.stringify(state.map((hash) => hash ?? null));
}

async function checkTables(
  located: LocatedPackage,
  descriptor: DescriptorFile,
  limit: number,
): Promise<DataCheck & z.infer<typeof validTables>> {
  const { resources } = located.descriptor;
  const known = new Map<string, KeyPositions | undefined>();
  const checks = [];
  for (const [index, resource] of resources.entries()) {
    const references: Reference[] = [];
    for (const key of resource.foreignKeys) {
      const id = [key.resource, ...key.referenced].join("\u001f");
      // Each referenced table is read once for each set of fields.
      if (!known.has(id)) known.set(id, await referencedKeys(located, key));
      references.push({ key, known: known.get(id) });
    }
    const table = tableFile(located, resource);
    const confirmed = () => confirmedOf(descriptor, index);
    const check = await checkTable({ table, resource, references, confirmed }, limit);
    checks.push({ name: resource.name, path: table.path, ...check });
  }
  const problems = checks.flatMap((check) => check.problems);
  return {
    tables: checks.map(({ name, path, rows }) => ({ name, path, rows })),
    problems,
    omitted: checks.reduce((sum, { omitted }) => sum + omitted, 0),
    notes: checks.flatMap((check) => check.notes),
  };
}

/** Names the tables without a source; sources that rows name by their edition are found by reading the tables. */
async function withoutSource(
  project: string,
  resources: readonly Resource[],
): Promise<readonly DataProblem[]> {
  const path = "data/datapackage.json";
  const described = describeData(await readFile(join(project, path), "utf8"), path);
  const open = described.tables.filter(({ table }) => !hasSource(table)).map(({ table }) => table.path);
  const { tables } = await lookIntoData(described, new Map(), project, new Set(open));
  const missing = new Set(tables.filter((table) => !hasSource(table)).map((table) => table.path));
  const names = resources
    .filter((resource) => missing.has(posix.normalize(`data/${resource.path}`)))
    .map(({ name }) => name);
  const message = sourceNotGivenNote(names);
  return message === undefined ? [] : [{ path, message }];
}

function readLocated(project: string): LocatedPackage | DataError {
  try {
    return readPackage(project);
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  }
}

interface TableToCheck {
  readonly table: TableFile;
  readonly resource: Resource;
  readonly references: readonly Reference[];
  readonly confirmed: () => Confirmed;
}

async function checkTable(
  { table, resource, references, confirmed }: TableToCheck,
  limit: number,
): Promise<
  Pick<DataCheck, "problems" | "omitted"> & { rows: number; notes: { path: string; message: string }[] }
> {
  const { path } = table;
  const unread = (problems: readonly DataProblem[]) => ({ rows: 0, problems, omitted: 0, notes: [] });
  if (!existsSync(table.file)) return unread([{ path, message: "the file is missing" }]);
  const search = anomalySearch(resource);
  try {
    const { rows, file, problems, omitted } = await checkRecords(
      table,
      resource,
      limit,
      references,
      search.add,
    );
    const changed = changedFile(resource, file, path);
    const anomalies = unconfirmed(search.find(), confirmed());
    return {
      rows,
      problems: [...changed, ...problems, ...anomalyProblems(anomalies, path, resource)],
      omitted,
      notes: anomalyNotes(anomalies, path, resource),
    };
  } catch (error) {
    if (error instanceof DataError) return unread(error.problems);
    if (error instanceof BriefingError)
      return unread([
        { path, message: error.hint === undefined ? error.message : `${error.message}. ${error.hint}` },
      ]);
    throw error;
  }
}

/** If the table has a key, a repeated row violates it. */
function anomalySearch({ fields, primaryKey }: Resource): {
  readonly add: OnRecord;
  readonly find: () => Anomalies;
} {
  if (primaryKey.length > 0) {
    const finder = new AnomalyFinder(fields, primaryKey);
    return { add: finder.add, find: () => finder.find() };
  }
  const search = new KeySearch(fields);
  return { add: search.add, find: () => search.find().anomalies };
}

const anomalyProblems = (anomalies: Anomalies, path: string, { name }: Resource): readonly DataProblem[] =>
  errorWords(anomalies).map(({ column, words }) => ({
    path,
    field: column,
    message: `${words}; correct the file or, if it is right: briefing data update ${name}${confirmWords([column])}`,
  }));

function anomalyNotes({ repeated }: Anomalies, path: string, { name }: Resource) {
  if (repeated === undefined) return [];
  const how = `if that is right: briefing data update ${name}${confirmWords([repeatedName])}`;
  return [{ path, message: `${repeatedWords(repeated)}; ${how}` }];
}

/** Undefined if the table cannot be read, which is reported once, for the table itself. */
async function referencedKeys(
  located: LocatedPackage,
  { resource: name, referenced }: ForeignKey,
): Promise<KeyPositions | undefined> {
  const resource = located.descriptor.resources.find((one) => one.name === name);
  if (resource === undefined) return undefined;
  const table = tableFile(located, resource);
  if (!existsSync(table.file)) return undefined;
  const keys = new KeyPositions();
  try {
    const { headerProblems } = await streamRecords(table, resource, ({ row, position }) => {
      // Fields of another type may refer to them.
      keys.add(keyCells(row, referenced)?.map(String) ?? [], position);
    });
    return headerProblems.length > 0 ? undefined : keys;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

const withoutHash = (located: LocatedPackage, resource: Resource): DataProblem => ({
  path: tableFile(located, resource).path,
  message: `no hash in data/datapackage.json tells this edition from another: briefing data update ${resource.name}`,
});

function changedFile(resource: Resource, facts: FileFacts, path: string): readonly DataProblem[] {
  const isSame =
    (resource.sha256 === undefined || resource.sha256 === facts.sha256) &&
    (resource.bytes === undefined || resource.bytes === facts.bytes);
  if (isSame) return [];
  const message =
    `the file differs from its description in data/datapackage.json; if the change is intended, ` +
    `briefing data update ${resource.name}, or put "bytes": ${facts.bytes} and "hash": "sha256:${facts.sha256}" there`;
  return [{ path, message }];
}

/** Kinds that `add` reads, and those that it explains how to convert. */
const tables = /\.(?:csv|tsv|tab|json|parquet|xlsx|xlsm|ods)(?:\.gz)?$/i;
const foreignTables = /\.(?:xls|xlsb|jsonl|ndjson|dta|sav|rds)(?:\.gz)?$/i;
const noTables = /^(?:readme|licen[cs]e|copying|notice|datapackage\.json)/i;

const notDescribed = "not described in data/datapackage.json";

/** Files of data/ that look like tables but are not in datapackage.json. */
async function undescribedFiles(
  project: string,
  resources: readonly Resource[],
  workbooks: ReadonlySet<string>,
): Promise<readonly DataProblem[]> {
  const folder = join(project, "data");
  // The source of a rewritten table may be kept beside it.
  const tableNames = new Set(resources.map(({ name }) => name));
  const described = new Set(resources.map((resource) => posix.normalize(resource.path)));
  // The tables of a cube of single papers are described by cube.json beside them.
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const all = entries.map(({ parentPath, name }) =>
    relative(folder, join(parentPath, name)).split(sep).join("/"),
  );
  const cubes = new Set(all.filter((name) => name.endsWith("/cube.json")).map((name) => posix.dirname(name)));
  const names = all
    .filter((name) => !name.split("/").some((part) => part.startsWith(".")))
    .filter((name) => !noTables.test(posix.basename(name)) && !described.has(name))
    .filter((name) => !workbooks.has(posix.basename(name)))
    .filter((name) => !tableNames.has(nameOfFile(name)) && !cubes.has(posix.dirname(name)))
    .sort();
  const found: DataProblem[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if ((await stat(file).catch(() => undefined))?.isFile() !== true) continue;
    const isTable = tables.test(name) && (!/\.json$/i.test(name) || (await beginsList(file)));
    const advice = isTable
      ? `: briefing data add ${shellWord(shownPath(file))}`
      : "; save it as CSV in UTF-8, then briefing data add that file";
    if (isTable || foreignTables.test(name))
      found.push({ path: `data/${name}`, message: notDescribed + advice });
  }
  return found;
}

/** A JSON list may be a table; an object is other data that notebooks read. */
async function beginsList(file: string): Promise<boolean> {
  const start = await text(createReadStream(file, { end: 99 })).catch(() => "");
  return /^\ufeff?\s*\[/.test(start);
}
