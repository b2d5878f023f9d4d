/** Turns counts of OpenAlex into a new edition of the project's tables; rows from other sources are preserved. */
import { withTempFolder } from "../../lib/temp-folder.js";
import { csvFormatRows, csvParse, csvParseRows } from "d3-dsv";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { generateRowTypes } from "../../engine/compile/row-types.js";
import { own } from "../../lib/own.js";
import { replaceFile } from "../../lib/replace-file.js";
import { collectionFacts, type CollectionMeta } from "../../openalex/counts/collection.js";
import { newTables } from "../../openalex/counts/descriptions.js";
import type { Wanted } from "../../openalex/counts/queries.js";
import { type Rows, rowsOfTables } from "../../openalex/counts/tables.js";
import { addTable } from "./add-table.js";
import { atResource, editDescriptor, readDescriptorFile, writeDescriptor } from "./descriptor-file.js";
import { addReference, nameSources, withEdition } from "./refresh-provenance.js";
import { openAlexEditions, type RefreshableProject, tableText } from "./refreshable.js";
import { updateTable } from "./update-table.js";
import { BriefingError } from "../../model/errors.js";

export interface RefreshedTable {
  readonly name: string;
  readonly status: "updated" | "unchanged" | "added";
  readonly rows: number;
}

export async function refreshTables(
  project: RefreshableProject,
  folder: string,
  meta: CollectionMeta,
  wanted: Wanted,
  { onFall = rejectFall }: { readonly onFall?: (message: string) => void } = {},
): Promise<readonly RefreshedTable[]> {
  const { root, international } = project;
  const facts = await collectionFacts(folder);
  const made = [...rowsOfTables({ folder, edition: meta.edition, wanted, international })];
  rejectUnknown(made, new Set(project.economies));
  rejectEmpty(made);
  const replaced = new Set([...(await openAlexEditions(root)), meta.edition]);
  for (const table of made) {
    const fall = await fallOf(root, table, replaced);
    if (fall !== undefined) onFall(fall);
  }
  return withTempFolder(async (workFolder) => {
    const editions = withEdition(await tableText(root, "editions"), meta, facts);
    await update(root, workFolder, "editions", editions);
    await addReference(root, meta, facts);
    const results: RefreshedTable[] = [];
    for (const table of made) results.push(await saveTable(root, workFolder, table, replaced));
    await nameSources(
      root,
      made.map(({ name }) => name),
      facts,
    );
    await updateRowTypes(root);
    return results;
  });
}

/** The new rows of a table. */
type Made = { readonly name: string } & Rows;

/** A code that the table economies lacks would be unknown to all other tables. */
function rejectUnknown(made: readonly Made[], known: ReadonlySet<string>): void {
  const unknown = new Set<string>();
  for (const { columns, rows } of made) {
    const places = ["a", "b", "economy", "partner"]
      .map((name) => columns.indexOf(name))
      .filter((at) => at >= 0);
    for (const row of rows)
      for (const at of places) if (!known.has(String(row[at]))) unknown.add(String(row[at]));
  }
  if (unknown.size > 0)
    throw new BriefingError(
      `OpenAlex counts economies that data/economies.csv lacks: ${[...unknown].sort().join(", ")}.`,
      {
        hint: "Add them there, then run briefing data update economies and briefing data refresh --resume (which repeats no queries).",
      },
    );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** Editions differ by a few percent; more suggests truncated responses. */
const largestFall = 0.05;

/** How far a table's works drop, in percent, from the edition it replaces (same years); undefined if little. */
async function fallOf(
  root: string,
  { name, columns, rows }: Made,
  replaced: ReadonlySet<string>,
): Promise<string | undefined> {
  const isKnown = (await readDescriptorFile(root)).content.resources.some((each) => each.name === name);
  const [year, works] = [columns.indexOf("year"), columns.indexOf("works")];
  if (!isKnown || year < 0 || works < 0) return undefined;
  const years = new Set(rows.map((row) => String(row[year])));
  const before = csvParse(await tableText(root, name)).filter(
    (row) => replaced.has(row["edition"] ?? "") && years.has(row["year"] ?? ""),
  );
  const edition = before
    .map((row) => row["edition"] ?? "")
    .sort()
    .at(-1);
  const earlier = sum(before.filter((row) => row["edition"] === edition).map((row) => Number(row["works"])));
  const now = sum(rows.map((row) => Number(row[works])));
  if (edition === undefined || now >= (1 - largestFall) * earlier) return undefined;
  return `The table ${name} would count ${Math.round(100 * (1 - now / earlier))} % fewer works than its edition ${edition} in the same years.`;
}

function rejectFall(message: string): never {
  throw new BriefingError(message, {
    hint: "Responses may have been truncated: nothing is written. If the counts are right: briefing data refresh --resume --accept-fall",
  });
}

/** A table without rows cannot be described. */
function rejectEmpty(made: readonly Made[]): void {
  const empty = made.find(({ rows }) => rows.length === 0);
  if (empty !== undefined)
    throw new BriefingError(`The responses of OpenAlex leave the table ${empty.name} without rows.`, {
      hint: "Omit it by naming the tables to collect, or collect more years into another folder.",
    });
}

async function saveTable(
  root: string,
  workFolder: string,
  { name, columns, rows }: Made,
  replaced: ReadonlySet<string>,
): Promise<RefreshedTable> {
  const resource = (await readDescriptorFile(root)).content.resources.find((each) => each.name === name);
  const fresh = rows.map((row) => row.map(String));
  if (resource === undefined) {
    const file = path.join(workFolder, `${name}.csv`);
    await writeFile(file, `${csvFormatRows([[...columns], ...fresh])}\n`);
    await addTable(root, file, { ...reading, name, overwrite: "own" });
    await describeNew(root, name);
    return { name, status: "added", rows: fresh.length };
  }
  const [header = [], ...before] = csvParseRows(await tableText(root, name));
  const at = header.indexOf("edition");
  const order = header.map((column) => columns.indexOf(column));
  if (at < 0 || order.includes(-1) || order.length !== columns.length)
    throw new BriefingError(
      `The table ${name} has columns that briefing data refresh does not write: ${header.join(", ")}.`,
      { hint: `It writes ${columns.join(", ")}. Omit the table by naming the tables to collect.` },
    );
  const kept = before.filter((row) => !replaced.has(row[at] ?? ""));
  const all: readonly (readonly string[])[] = [
    header,
    ...kept,
    ...fresh.map((row) => order.map((column) => row[column] ?? "")),
  ];
  return {
    name,
    rows: fresh.length,
    status: await update(root, workFolder, name, csvFormatRows(all.map((row) => [...row]))),
  };
}

const reading = { missing: [], mode: "write", onBytes: () => undefined } as const;

async function update(
  root: string,
  workFolder: string,
  name: string,
  text: string,
): Promise<"updated" | "unchanged"> {
  const resource = (await readDescriptorFile(root)).content.resources.find((each) => each.name === name);
  const file = path.join(workFolder, path.basename(resource?.path ?? name));
  const content = `${text}\n`;
  await writeFile(file, resource?.compression === undefined ? content : gzipSync(content, { level: 9 }));
  const updated = await updateTable(root, file, { ...reading, name, overwrite: "own", schema: "keep" });
  if (updated.status !== "does not fit") return updated.status;
  const [problem] = "problems" in updated ? updated.problems : [];
  throw new BriefingError(
    `The new edition of ${name} does not fit its description${problem === undefined ? "" : `: ${problem.message}`}.`,
    {
      hint: "See data/datapackage.json. The responses are kept: briefing data refresh --resume repeats no queries.",
    },
  );
}

async function describeNew(root: string, name: string): Promise<void> {
  const descriptor = await readDescriptorFile(root);
  const index = descriptor.content.resources.findIndex((resource) => resource.name === name);
  const { title, description, schema } = own(newTables, name) ?? {};
  const entries = { title, description, schema, sources: [], licenses: [licence] };
  const edits = Object.entries(entries).map(([field, value]) => ({ path: atResource(index, field), value }));
  await writeDescriptor(descriptor, editDescriptor(descriptor, edits));
}

const licence = {
  name: "CC0-1.0",
  title: "CC0 1.0",
  path: "https://creativecommons.org/publicdomain/zero/1.0/",
};

/** Notebooks get row types from the data package; this repository also keeps them in a file. */
async function updateRowTypes(root: string): Promise<void> {
  const file = path.join(root, "src", "analysis", "rows.ts");
  if (!existsSync(file)) return;
  await replaceFile(file, generateRowTypes((await readDescriptorFile(root)).text));
}
