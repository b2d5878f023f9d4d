import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import path from "node:path";
import type { DataEdition, DataSources, DataTable } from "../../model/data-sources.js";
import { DataError } from "../../authoring/load/errors.js";
import { streamRecords } from "../../authoring/load/table-file.js";
import type { DescribedData, DescribedTable, Reference } from "./data-sources.js";
import { omit } from "./omit.js";

/**
 * Looks into the tables that were read: how many rows each has and which editions occur in it. A table that others
 * refer to and that has the columns `name` and `collected` is one of editions; a project without one has none.
 *
 * @param limits what is said of the limits of the tables, by their names
 * @param root the project's folder
 * @param read paths of the files that were read, relative to it
 */
export async function lookIntoData(
  data: DescribedData,
  limits: ReadonlyMap<string, string>,
  root: string,
  read: ReadonlySet<string>,
): Promise<DataSources> {
  const used = data.tables.filter((table) => read.has(table.path));
  const lists = new Map<string, DescribedTable>();
  for (const table of data.tables) if (isListOfEditions(table)) lists.set(table.name, table);
  const found = new Map<string, Set<string>>();
  const tables: DataTable[] = [];
  for (const table of used) {
    const reference = table.references.find(({ resource }) => lists.has(resource));
    const facts = await tableFacts(table, root, reference);
    const limit = limits.get(table.name);
    tables.push({
      ...omit(table, "name", "delimiter", "compression", "references"),
      ...facts,
      ...(limit === undefined ? {} : { limits: limit }),
    });
    if (reference === undefined) continue;
    const ids = found.get(reference.resource) ?? new Set();
    for (const id of facts.editions ?? []) ids.add(id);
    found.set(reference.resource, ids);
  }
  const editions: DataEdition[] = [];
  for (const [name, ids] of found) {
    const list = lists.get(name);
    const key = data.tables.flatMap(({ references }) => references).find(({ resource }) => resource === name);
    if (list !== undefined && key !== undefined) editions.push(...(await readEditions(list, root, key, ids)));
  }
  return {
    ...(data.title === undefined ? {} : { title: data.title }),
    tables,
    ...(editions.length === 0 ? {} : { editions }),
  };
}

function isListOfEditions({ columns = [] }: DescribedTable): boolean {
  return ["name", "collected"].every((wanted) => columns.some(({ name }) => name === wanted));
}

type TableFacts = Pick<DataTable, "rows" | "editions">;

/** What was found in a table, by its place: a preview asks again after every save, and seldom is it of another table. */
const known = new Map<string, { readonly of: string; readonly facts: TableFacts }>();

async function tableFacts(
  table: DescribedTable,
  root: string,
  reference: Reference | undefined,
): Promise<TableFacts> {
  const file = path.join(root, ...table.path.split("/"));
  const content = await contentHash(file);
  const of = JSON.stringify([content, table.delimiter, reference?.column]);
  const before = known.get(file);
  if (content !== undefined && before?.of === of) return before.facts;
  const facts = await findFacts(table, root, reference);
  // What was written meanwhile may have been read.
  if (content !== undefined && (await contentHash(file)) === content) known.set(file, { of, facts });
  return facts;
}

async function contentHash(file: string): Promise<string | undefined> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}

async function findFacts(
  table: DescribedTable,
  root: string,
  reference: Reference | undefined,
): Promise<TableFacts> {
  const editions = new Set<string>();
  let rows = 0;
  const isRead = await records(table, root, (row) => {
    rows += 1;
    const id = reference === undefined ? undefined : row(reference.column);
    if (id !== undefined && id !== "") editions.add(id);
  });
  if (!isRead) return {};
  return { rows, ...(editions.size === 0 ? {} : { editions: [...editions].sort() }) };
}

async function readEditions(
  list: DescribedTable,
  root: string,
  { referenced }: Reference,
  ids: ReadonlySet<string>,
): Promise<readonly DataEdition[]> {
  const editions: DataEdition[] = [];
  await records(list, root, (row) => {
    const id = row(referenced);
    if (id === undefined || !ids.has(id)) return;
    const fact = (name: "collected" | "counts" | "reference") => {
      const text = row(name) ?? "";
      return text === "" ? {} : { [name]: text };
    };
    editions.push({
      id,
      name: row("name") ?? id,
      ...fact("collected"),
      ...fact("counts"),
      ...fact("reference"),
    });
  });
  return editions;
}

/** False where the file is no CSV: `briefing check` says why, and its readers have read it in their own way. */
async function records(
  table: DescribedTable,
  root: string,
  onRow: (cell: (column: string) => string | undefined) => void,
): Promise<boolean> {
  let header: readonly string[] | undefined;
  try {
    await streamRecords({ ...table, file: path.join(root, ...table.path.split("/")) }, (cells) => {
      if (header === undefined) {
        header = cells.map((name, index) => (index === 0 ? name.replace(/^\uFEFF/, "") : name));
        return;
      }
      if (cells.length === 1 && cells[0] === "" && header.length > 1) return;
      const names = header;
      onRow((column) => cells[names.indexOf(column)]);
    });
    return header !== undefined;
  } catch (error) {
    if (error instanceof DataError || (error as NodeJS.ErrnoException).code !== undefined) return false;
    throw error;
  }
}
