/** Which of a project's tables can be collected from OpenAlex, and what to request for them. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";
import { own } from "../../lib/own.js";
import { UsageError, BriefingError } from "../../model/errors.js";
import { newTables } from "../../openalex/counts/descriptions.js";
import type { Wanted } from "../../openalex/counts/queries.js";
import { countTables } from "../../openalex/counts/tables.js";
import { readDescriptorFile } from "./descriptor-file.js";

/** Of the OpenAlex editions. */
const source = "openalex";

/** A project's collectable tables. */
export interface RefreshableProject {
  readonly root: string;
  /** All that it has, or that can be added. */
  readonly tables: readonly string[];
  readonly economies: readonly string[];
  readonly wanted: Omit<Wanted, "years" | "tables">;
  readonly international: readonly string[];
}

type Row = Readonly<Record<string, string | undefined>>;

export async function readRefreshable(root: string): Promise<RefreshableProject> {
  const { content } = await readDescriptorFile(root);
  const names = new Set(content.resources.map(({ name }) => name));
  for (const needed of ["editions", "economies"])
    if (!names.has(needed))
      throw new UsageError(`The project has no table ${needed}, which says what the counts are of.`, {
        hint: "briefing data refresh collects the tables of the briefing on the United States and China: briefing init --example pair",
      });
  const earlier = await openAlexEditions(root);
  const rowsOf = async (name: string): Promise<readonly Row[]> =>
    names.has(name)
      ? csvParse(await tableText(root, name)).filter(({ edition }) => earlier.has(edition ?? ""))
      : [];
  const codes = async (name: string, ...columns: readonly string[]): Promise<readonly string[]> => [
    ...new Set((await rowsOf(name)).flatMap((row) => columns.map((column) => own(row, column) ?? ""))),
  ];
  return {
    root,
    tables: countTables.filter((name) => names.has(name) || own(newTables, name) !== undefined),
    economies: csvParse(await tableText(root, "economies"))
      .filter(({ kind }) => kind === "economy")
      .map(({ code }) => code ?? ""),
    wanted: { pairs: await codes("pairs", "a", "b"), partners: await codes("copublications", "partner") },
    international: await codes("international", "economy"),
  };
}

/** The table's text, decompressed. */
export async function tableText(root: string, name: string): Promise<string> {
  const resource = (await readDescriptorFile(root)).content.resources.find((each) => each.name === name);
  if (resource?.format !== "csv" || resource.delimiter !== ",")
    throw new BriefingError(`The table ${name} is not comma-separated text, as refreshing requires.`);
  const content = await readFile(path.join(root, "data", ...resource.path.split("/")));
  return (resource.compression === undefined ? content : gunzipSync(content)).toString();
}

export async function openAlexEditions(root: string): Promise<ReadonlySet<string>> {
  const rows = csvParse(await tableText(root, "editions"));
  return new Set(rows.filter((row) => own(row, "source") === source).map(({ edition }) => edition ?? ""));
}
