/** Facts about the tables that were read: the number of rows of each, and the editions of its sources. */
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { CsvScanner } from "../../../authoring/load/csv.js";
import { DataError } from "../../../authoring/load/errors.js";
import { sha256 } from "../../../lib/hash.js";
import type { DataEdition, DataSources, DataTable } from "../../../model/data-sources.js";
import { isListOfEditions } from "../../../model/reads.js";
import type { DescribedData, DescribedTable, Reference } from "./data-package.js";

/**
 * A table of editions is one that others refer to and that has the columns `name` and `collected`; a project need not
 * have one.
 * @param limits the limits of the tables, by table name
 * @param root the project's folder
 * @param read paths of the files that were read, relative to it
 */
export async function lookIntoData(
  data: DescribedData,
  limits: ReadonlyMap<string, string>,
  root: string,
  read: ReadonlySet<string>,
): Promise<DataSources> {
  const lists = new Map(data.tables.filter(listsEditions).map((list) => [list.name, list]));
  /** Editions that occur in the tables, by the name of the table that lists them. */
  const found = new Map<string, { readonly key: string; readonly ids: Set<string> }>();
  const tables: DataTable[] = [];
  for (const described of data.tables) {
    if (!read.has(described.table.path)) continue;
    const reference = described.references.find(({ resource }) => lists.has(resource));
    const facts = await tableFacts(described, root, reference);
    const limit = limits.get(described.name);
    const isLookup = data.tables.some(({ references }) =>
      references.some(({ resource, isAlone }) => resource === described.name && isAlone),
    );
    tables.push({
      ...described.table,
      ...facts,
      ...(isLookup && { isLookup }),
      ...(limit === undefined ? {} : { limits: limit }),
    });
    if (reference === undefined) continue;
    const { key, ids } = found.get(reference.resource) ?? { key: reference.referenced, ids: new Set() };
    found.set(reference.resource, { key, ids: new Set([...ids, ...(facts.editions ?? [])]) });
  }
  const editions: DataEdition[] = [];
  for (const [name, { key, ids }] of found) {
    const list = lists.get(name);
    if (list !== undefined) editions.push(...(await readEditions(list, root, key, ids)));
  }
  return {
    ...(data.title === undefined ? {} : { title: data.title }),
    tables,
    ...(editions.length === 0 ? {} : { editions }),
  };
}

function listsEditions({ table: { columns = [] } }: DescribedTable): boolean {
  return isListOfEditions(columns.map(({ name }) => name));
}

type TableFacts = Pick<DataTable, "rows" | "editions">;

/** By the path of the table: a preview needs the facts again after every save, and tables seldom change. */
const known = new Map<string, { readonly of: string; readonly facts: TableFacts }>();

async function tableFacts(
  described: DescribedTable,
  root: string,
  reference: Reference | undefined,
): Promise<TableFacts> {
  const file = path.join(root, described.table.path);
  // Reading a device would never end.
  const isFile = (await stat(file).catch(() => undefined))?.isFile() === true;
  const content = isFile ? await readFile(file).catch(() => undefined) : undefined;
  if (content === undefined) return {};
  const of = JSON.stringify([sha256(content), described.delimiter, reference?.column]);
  const before = known.get(file);
  if (before?.of === of) return before.facts;
  const isParquet = file.endsWith(".parquet");
  const facts = isParquet ? await parquetFacts(content) : csvFacts(content, described, reference);
  known.set(file, { of, facts });
  return facts;
}

function csvFacts(content: Buffer, described: DescribedTable, reference: Reference | undefined): TableFacts {
  const editions = new Set<string>();
  const rows = eachRow(content, described, (cell) => {
    const id = reference && cell(reference.column);
    if (id !== undefined && id !== "") editions.add(id);
  });
  if (rows === undefined) return {};
  return editions.size === 0 ? { rows } : { rows, editions: [...editions].sort() };
}

/** The footer holds the number of rows; if it is missing, `briefing check` reports why. */
async function parquetFacts(content: Buffer): Promise<TableFacts> {
  const { parquetMetadata } = await import("hyparquet");
  try {
    return { rows: Number(parquetMetadata(content).num_rows) };
  } catch {
    return {};
  }
}

async function readEditions(
  list: DescribedTable,
  root: string,
  key: string,
  ids: ReadonlySet<string>,
): Promise<readonly DataEdition[]> {
  const content = await readFile(path.join(root, list.table.path)).catch(() => undefined);
  if (content === undefined) return [];
  const editions: DataEdition[] = [];
  const rows = eachRow(content, list, (cell) => {
    const id = cell(key);
    if (id === undefined || !ids.has(id)) return;
    const names = (["collected", "counts", "reference"] as const).filter((name) => (cell(name) ?? "") !== "");
    const facts = Object.fromEntries(names.map((name) => [name, cell(name)]));
    editions.push({ id, name: cell("name") ?? id, ...facts });
  });
  // Rows before the fault of a damaged list would pass for all of them.
  return rows === undefined ? [] : editions;
}

/** The number of rows; undefined if the file is not CSV (`briefing check` reports why). */
function eachRow(
  content: Buffer,
  { table: { path: file }, delimiter, isCompressed }: DescribedTable,
  onRow: (cell: (column: string) => string | undefined) => void,
): number | undefined {
  const bytes = isCompressed ? decompressed(content) : content;
  if (bytes === undefined) return undefined;
  const scanner = new CsvScanner({ path: file, delimiter });
  try {
    scanner.write(bytes);
    scanner.end();
    if (!scanner.next()) return undefined;
    const header = scanner.texts;
    const cell = (column: string): string | undefined => {
      const index = header.indexOf(column);
      return index < 0 || index >= scanner.cells ? undefined : scanner.text(index);
    };
    let rows = 0;
    while (scanner.next()) {
      if (scanner.isBlank && header.length > 1) continue;
      rows += 1;
      onRow(cell);
    }
    return rows;
  } catch (error) {
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

function decompressed(content: Buffer): Buffer | undefined {
  try {
    return gunzipSync(content);
  } catch {
    // Damaged, or not compressed.
    return undefined;
  }
}
