/** Turns counts of OpenAlex into a new edition of the project's tables; rows from other sources are preserved. */
import { BriefingError, own, replaceFile, UsageError, withTempFolder } from "briefing/commands";
import { csvFormatRows, csvParse, csvParseRows } from "d3-dsv";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  addTable,
  atResource,
  editDescriptor,
  errorWords,
  generateRowTypes,
  readDescriptorFile,
  type Resource,
  updateTable,
  writeDescriptor,
} from "briefing/table-files";
import { collectionFacts, type CollectionMeta } from "../openalex/counts/collection.js";
import { newTables } from "../openalex/counts/descriptions.js";
import type { Wanted } from "../openalex/counts/queries.js";
import { countTables, type Rows, rowsOfTables } from "../openalex/counts/tables.js";
import { addReference, nameSources, withEdition } from "./provenance.js";

/** A project's collectable tables. */
type RefreshableProject = Awaited<ReturnType<typeof readRefreshable>>;

export async function readRefreshable(root: string) {
  const { content } = await readDescriptorFile(root);
  const names = new Set(content.resources.map(({ name }) => name));
  for (const needed of ["editions", "economies"])
    if (!names.has(needed))
      throw new UsageError(`The project has no table ${needed}, which says what the counts are of.`, {
        hint: "briefing data refresh collects the tables of the briefing on the United States and China: briefing init --example pair",
      });
  const earlier = await openAlexEditions(root);
  const codes = async (name: string, ...columns: readonly string[]): Promise<readonly string[]> => {
    const rows = names.has(name) ? csvParse(await tableText(root, name)) : [];
    const ofOpenAlex = rows.filter(({ edition }) => earlier.has(edition ?? ""));
    return [...new Set(ofOpenAlex.flatMap((row) => columns.map((column) => own(row, column) ?? "")))];
  };
  return {
    root,
    /** All that it has, or that can be added. */
    tables: countTables.filter((name) => names.has(name) || own(newTables, name) !== undefined),
    economies: csvParse(await tableText(root, "economies"))
      .filter(({ kind }) => kind === "economy")
      .map(({ code }) => code ?? ""),
    wanted: { pairs: await codes("pairs", "a", "b"), partners: await codes("copublications", "partner") },
    international: await codes("international", "economy"),
  };
}

/** The table's text, decompressed. */
async function tableText(root: string, name: string): Promise<string> {
  const resource = await resourceOf(root, name);
  if (resource?.format !== "csv" || resource.delimiter !== ",")
    throw new BriefingError(`The table ${name} is not comma-separated text, as refreshing requires.`);
  const content = await readFile(path.join(root, "data", ...resource.path.split("/")));
  return (resource.compression === undefined ? content : gunzipSync(content)).toString();
}

async function openAlexEditions(root: string): Promise<ReadonlySet<string>> {
  const rows = csvParse(await tableText(root, "editions"));
  return new Set(rows.filter((row) => own(row, "source") === "openalex").map(({ edition }) => edition ?? ""));
}

const resourceOf = async (root: string, name: string): Promise<Resource | undefined> =>
  (await readDescriptorFile(root)).content.resources.find((each) => each.name === name);

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
  // A table without rows cannot be described.
  const empty = made.find(({ rows }) => rows.length === 0);
  if (empty !== undefined)
    throw new BriefingError(`The responses of OpenAlex leave the table ${empty.name} without rows.`, {
      hint: "Omit it by naming the tables to collect, or collect more years into another folder.",
    });
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
    const names = made.map(({ name }) => name);
    await nameSources(root, names, facts);
    await updateRowTypes(root);
    return results;
  });
}

/** The new rows of a table. */
type Made = { readonly name: string } & Rows;

/** A code that the table economies lacks would be unknown to all other tables. */
function rejectUnknown(made: readonly Made[], known: ReadonlySet<string>): void {
  const codes = made.flatMap(({ columns, rows }) => {
    const places = ["a", "b", "economy", "partner"].map((name) => columns.indexOf(name));
    return places.flatMap((at) => (at < 0 ? [] : rows.map((row) => String(row[at]))));
  });
  const unknown = [...new Set(codes)].filter((code) => !known.has(code)).sort();
  if (unknown.length > 0)
    throw new BriefingError(
      `OpenAlex counts economies that data/economies.csv lacks: ${unknown.join(", ")}.`,
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
  const year = columns.indexOf("year");
  const works = columns.indexOf("works");
  if ((await resourceOf(root, name)) === undefined || year < 0 || works < 0) return undefined;
  const years = new Set(rows.map((row) => String(row[year])));
  const before = csvParse(await tableText(root, name)).filter(
    (row) => replaced.has(row["edition"] ?? "") && years.has(row["year"] ?? ""),
  );
  const editions = before.map((row) => row["edition"] ?? "").sort();
  const edition = editions.at(-1);
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

async function saveTable(
  root: string,
  workFolder: string,
  { name, columns, rows }: Made,
  replaced: ReadonlySet<string>,
): Promise<RefreshedTable> {
  const resource = await resourceOf(root, name);
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
  const added = fresh.map((row) => order.map((column) => row[column] ?? ""));
  const status = await update(root, workFolder, name, csvFormatRows([header, ...kept, ...added]));
  return { name, rows: fresh.length, status };
}

const reading = { missing: [], mode: "write", onBytes: () => undefined } as const;

async function update(
  root: string,
  workFolder: string,
  name: string,
  text: string,
): Promise<"updated" | "unchanged"> {
  const resource = await resourceOf(root, name);
  const file = path.join(workFolder, path.basename(resource?.path ?? name));
  const content = `${text}\n`;
  await writeFile(file, resource?.compression === undefined ? content : gzipSync(content, { level: 9 }));
  const updated = await updateTable(root, file, { ...reading, name, overwrite: "own", schema: "keep" });
  if (updated.status === "not confirmed") {
    const [mistake] = "anomalies" in updated ? errorWords(updated.anomalies) : [];
    throw new BriefingError(
      `The new edition of ${name} has what looks like a mistake: ${mistake?.words ?? ""}.`,
      {
        hint: `If it is right, add it to "confirmed" of the table in data/datapackage.json, then: briefing data refresh --resume`,
      },
    );
  }
  if (updated.status !== "does not fit") return updated.status;
  const [problem] = "problems" in updated ? updated.problems : [];
  const why = problem === undefined ? "" : `: ${problem.message}`;
  throw new BriefingError(`The new edition of ${name} does not fit its description${why}.`, {
    hint: "See data/datapackage.json. The responses are kept: briefing data refresh --resume repeats no queries.",
  });
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
  const file = path.join(root, "src", "collaboration", "rows.ts");
  if (!existsSync(file)) return;
  await replaceFile(file, generateRowTypes((await readDescriptorFile(root)).text, "briefing/tables"));
}
