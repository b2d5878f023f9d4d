/**
 * The answers of one collection of counts, in a folder: one file a query, with the query, every page of its answer and its
 * date. A file is there when its answer is whole; so a command that was interrupted asks only for what is missing.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import { sha256 } from "../../lib/hash.js";
import { issueText, withInput } from "../../lib/issue.js";
import { withLock } from "../../lib/lock.js";
import { UsageError } from "../../model/errors.js";
import type { OpenAlexClient } from "../client.js";
import { writeDurably } from "../durable.js";
import { OpenAlexError } from "../errors.js";
import { fromTheStart, pagesOf } from "../pages.js";
import { type CountQuery, firstQueries, internationalOf, queriesOf, type Wanted } from "./queries.js";
import { parseJson } from "../../lib/parse-json.js";

const metaSchema = z.object({
  format: z.literal("openalex-counts/1"),
  edition: z.string(),
  /** When it was begun. */
  started: z.string(),
  firstYear: z.number().int(),
  lastYear: z.number().int(),
});
export type CollectionMeta = z.infer<typeof metaSchema>;

const groupSchema = z.object({
  key: z.string(),
  key_display_name: z.string(),
  count: z.number().int().min(0),
});
const answerSchema = z.object({
  filter: z.string(),
  group_by: z.string(),
  pages: z.array(
    z.object({ cursor: z.string(), date: z.string(), total: z.number(), groups: z.array(groupSchema) }),
  ),
});
type KeptAnswer = z.infer<typeof answerSchema>;

const metaName = "collection.json";
const groupsPerPage = 200;
/** The source may leave out a group of a full page, works without a country for one: a page this full may have a next. */
const nearlyFull = 0.9;
const atOnce = 8;

export async function beginCollection(folder: string, meta: CollectionMeta): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeDurably(path.join(folder, metaName), `${JSON.stringify(meta, undefined, 2)}\n`);
}

/** Undefined if the folder has no collection. */
export async function readCollection(folder: string): Promise<CollectionMeta | undefined> {
  const file = path.join(folder, metaName);
  if (!existsSync(file)) return undefined;
  const meta = metaSchema.safeParse(parseJson(await readFile(file, "utf8")));
  if (!meta.success)
    throw new UsageError(`${file} does not describe a collection of counts.`, {
      hint: "Name another folder with -o.",
    });
  return meta.data;
}

export interface CountProgress {
  readonly done: number;
  readonly of: number;
}

/** Asks for everything that is wanted and not there yet. */
export async function collect(
  client: OpenAlexClient,
  folder: string,
  wanted: Wanted,
  onProgress: (progress: CountProgress) => void,
): Promise<void> {
  const refuse = (holder: string): never => {
    throw new UsageError(`Another command is collecting into ${folder}: process ${holder}.`, {
      hint: "Wait for it, or name another folder with -o.",
    });
  };
  await withLock(path.join(folder, ".lock"), { onTaken: refuse }, async () => {
    await collectAll(client, folder, firstQueries(wanted), onProgress);
    await collectAll(client, folder, queriesOf(wanted, codesIn(folder)), onProgress);
  });
}

/** The economies that have international works in a year, by the answers that are there. */
export const codesIn =
  (folder: string) =>
  (year: number): readonly string[] =>
    [...groupsOf(folder, internationalOf(year)).keys()].sort();

export const isAnswered = (folder: string, query: CountQuery): boolean => existsSync(fileOf(folder, query));

async function collectAll(
  client: OpenAlexClient,
  folder: string,
  queries: readonly CountQuery[],
  onProgress: (progress: CountProgress) => void,
): Promise<void> {
  const missing = queries.filter((query) => !isAnswered(folder, query));
  let done = queries.length - missing.length;
  const stop = { failed: false };
  const work = async (): Promise<void> => {
    for (let query = missing.shift(); query !== undefined && !stop.failed; query = missing.shift()) {
      try {
        await ask(client, folder, query);
      } catch (error) {
        stop.failed = true;
        throw error;
      }
      onProgress({ done: ++done, of: queries.length });
    }
  };
  // All of them end before the error of one is passed on: nothing is written after the command has said that it stopped.
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, work));
  const failure = ends.find((end) => end.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}

async function ask(client: OpenAlexClient, folder: string, query: CountQuery): Promise<void> {
  const parameters = { filter: query.filter, group_by: query.groupBy };
  const pages: KeptAnswer["pages"] = [];
  for await (const page of pagesOf(client, parameters, "group_by", fromTheStart(groupsPerPage))) {
    if (page.fill >= 1 && page.next === undefined)
      throw new OpenAlexError(
        `OpenAlex gave ${page.items.length} groups of ${query.name} and no way to the others.`,
        {
          hint: "Counts would be missing, so nothing is written. Please report this: the API must have changed.",
        },
      );
    const groups = z.array(groupSchema).safeParse(page.items, withInput);
    if (!groups.success)
      throw new OpenAlexError(
        `OpenAlex gave groups of ${query.name} in another shape: ${groups.error.issues
          .slice(0, 3)
          .map((issue) => issueText(issue, "(whole)"))
          .join("; ")}.`,
        { hint: "Nothing of this answer is written. Please report this: the API must have changed." },
      );
    const { cursor, date, total } = page;
    pages.push({ cursor, date, total, groups: groups.data });
    // A page with room left is the last: to ask whether there is another would double the cost.
    if (page.fill < nearlyFull) break;
  }
  const answer: KeptAnswer = { ...parameters, pages };
  const file = fileOf(folder, query);
  await mkdir(path.dirname(file), { recursive: true });
  await writeDurably(file, gzipSync(`${JSON.stringify(answer)}\n`));
}

const fileOf = (folder: string, { name }: CountQuery): string =>
  path.join(folder, "answers", ...name.split("/").slice(0, -1), `${name.split("/").at(-1) ?? ""}.json.gz`);

export interface Group {
  readonly name: string;
  readonly count: number;
}

/** By the last part of its key: `CN` of https://openalex.org/countries/CN. */
export function groupsOf(folder: string, query: CountQuery): ReadonlyMap<string, Group> {
  const file = fileOf(folder, query);
  const answer = answerSchema.parse(parseJson(gunzipSync(readFileSync(file)).toString()));
  if (answer.filter !== query.filter || answer.group_by !== query.groupBy)
    throw new UsageError(`${file} is the answer to another query than this version of the command asks.`, {
      hint: "Collect anew, into another folder.",
    });
  return new Map(
    answer.pages
      .flatMap(({ groups }) => groups)
      .filter(({ count }) => count > 0)
      .map(({ key, key_display_name: name, count }) => [key.split("/").at(-1) ?? key, { name, count }]),
  );
}

export interface CollectionFacts {
  readonly from: string;
  readonly to: string;
  /** Of the answers, as they read unpacked, in the order of their names. */
  readonly sha256: string;
  readonly answers: number;
}

export async function collectionFacts(folder: string): Promise<CollectionFacts> {
  const root = path.join(folder, "answers");
  const names = (await readdir(root, { recursive: true }))
    .filter((name) => name.endsWith(".json.gz"))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
  const texts = names.map((name) => gunzipSync(readFileSync(path.join(root, name))).toString());
  const dates = texts
    .flatMap((text) => answerSchema.parse(parseJson(text)).pages.map(({ date }) => date))
    .sort();
  return {
    from: (dates[0] ?? "").slice(0, 10),
    to: (dates.at(-1) ?? "").slice(0, 10),
    sha256: sha256(names.map((name, index) => `${name} ${sha256(texts[index] ?? "")}\n`).join("")),
    answers: names.length,
  };
}

/** What a collection will take, before anything is asked. */
export interface CollectionPlan {
  /** Queries whose answers are there already. */
  readonly answered: number;
  readonly queries: number;
  /** The answer to a query is one page of 200 groups, or two where an economy has more partners. */
  readonly calls: { readonly least: number; readonly most: number };
}

/** @param economies of which any may have international works in a year; how many have, the first answers say */
export function planOf(folder: string, wanted: Wanted, economies: readonly string[]): CollectionPlan {
  const all = [...firstQueries(wanted), ...queriesOf(wanted, () => economies)];
  const left = all.filter((query) => !isAnswered(folder, query));
  const two = left.filter(({ groupBy }) => groupBy === "authorships.countries").length;
  return {
    answered: all.length - left.length,
    queries: left.length,
    calls: { least: left.length, most: left.length + two },
  };
}
