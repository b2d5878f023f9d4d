/**
 * A collection of counts in a folder: one file per query, with the query, all pages of the response and its date. A
 * file exists only when its response is complete, so that an interrupted command resumes with the missing ones.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import * as z from "zod";
import {
  issueText,
  parseJson,
  sha256,
  UsageError,
  withInput,
  withLock,
  workThrough,
} from "briefing/commands";
import { type OpenAlexClient, OpenAlexError } from "../client.js";
import { writeDurably } from "../durable.js";
import { firstPage, pagesOf } from "../pages.js";
import { cutAnswers } from "./completeness.js";
import { type CountQuery, firstQueries, internationalOf, queriesOf, type Wanted } from "./queries.js";

const metaSchema = z.object({
  format: z.literal("openalex-counts/1"),
  edition: z.string(),
  /** When the collection was started. */
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
/** The API may omit a group from a full page, so a page at least this full may be followed by another. */
const nearlyFull = 0.9;
const concurrency = 8;
/** Works are added and removed during a collection. */
const tolerance = 0.01;

export async function beginCollection(folder: string, meta: CollectionMeta): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeDurably(path.join(folder, metaName), `${JSON.stringify(meta, undefined, 2)}\n`);
}

/** Undefined if the folder contains no collection. */
export async function readCollection(folder: string): Promise<CollectionMeta | undefined> {
  const file = path.join(folder, metaName);
  if (!existsSync(file)) return undefined;
  const meta = metaSchema.safeParse(parseJson(await readFile(file, "utf8")));
  if (!meta.success)
    throw new UsageError(`${file} does not describe a collection of counts.`, {
      hint: "Choose another folder with -o.",
    });
  return meta.data;
}

export interface CountProgress {
  readonly done: number;
  readonly of: number;
}

/** Fetches everything requested that is still missing. */
export async function collect(
  client: OpenAlexClient,
  folder: string,
  wanted: Wanted,
  onProgress: (progress: CountProgress) => void,
): Promise<void> {
  const reportTaken = (holder: string): never => {
    throw new UsageError(`Another command is collecting into ${folder}: process ${holder}.`, {
      hint: "Wait for it to finish, or choose another folder with -o.",
    });
  };
  await withLock(path.join(folder, ".lock"), { onTaken: reportTaken }, async () => {
    await collectAll(client, folder, firstQueries(wanted), onProgress);
    await collectAll(client, folder, queriesOf(wanted, codesIn(folder)), onProgress);
    const cut = cutAnswers(wanted, codesIn(folder), (query) =>
      isAnswered(folder, query) ? groupsOf(folder, query) : undefined,
    );
    // Without their responses, the next run queries them again.
    for (const { query } of cut) await rm(fileOf(folder, query), { force: true });
    const [first] = cut;
    if (first !== undefined)
      throw cutShort(
        cut.map(({ query }) => query.name),
        first.why,
      );
  });
}

function cutShort(names: readonly string[], why: string): OpenAlexError {
  const [first = ""] = names;
  const others = names.length === 1 ? "" : ` and ${names.length - 1} more`;
  return new OpenAlexError(`OpenAlex returned only part of the groups of ${first}${others}: ${why}.`, {
    hint: "These responses were not kept. Run the command again later (data refresh: with --resume).",
  });
}

/** The economies with international works in a year, according to the collected responses. */
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
  await workThrough(missing, concurrency, async (query) => {
    await ask(client, folder, query);
    onProgress({ done: ++done, of: queries.length });
  });
}

async function ask(client: OpenAlexClient, folder: string, query: CountQuery): Promise<void> {
  const parameters = { filter: query.filter, group_by: query.groupBy };
  const pages: KeptAnswer["pages"] = [];
  for await (const page of pagesOf(client, parameters, "group_by", firstPage(groupsPerPage))) {
    const groups = z.array(groupSchema).safeParse(page.items, withInput);
    if (!groups.success)
      throw new OpenAlexError(
        `OpenAlex returned groups of ${query.name} in an unexpected format: ${groups.error.issues
          .slice(0, 3)
          .map((issue) => issueText(issue, "(whole)"))
          .join("; ")}.`,
        { hint: "The response was not written. Please report this: the API has probably changed." },
      );
    const { cursor, date, total } = page;
    pages.push({ cursor, date, total, groups: groups.data });
    // A page with room left is the last one; requesting another to confirm would double the cost.
    if (page.fill < nearlyFull) break;
  }
  const total = pages.at(-1)?.total ?? 0;
  const counted = pages.flatMap(({ groups }) => groups).reduce((sum, { count }) => sum + count, 0);
  if (counted < query.leastSum * total * (1 - tolerance))
    throw cutShort(
      [query.name],
      `they count ${counted} works, where ${total} works belong to at least ${query.leastSum * total}`,
    );
  const answer: KeptAnswer = { ...parameters, pages };
  const file = fileOf(folder, query);
  await mkdir(path.dirname(file), { recursive: true });
  await writeDurably(file, gzipSync(`${JSON.stringify(answer)}\n`));
}

const fileOf = (folder: string, { name }: CountQuery): string =>
  path.join(folder, "answers", `${name}.json.gz`);

export interface Group {
  readonly name: string;
  readonly count: number;
}

/** Groups by the last part of their key: `CN` of https://openalex.org/countries/CN. */
export function groupsOf(folder: string, query: CountQuery): ReadonlyMap<string, Group> {
  const file = fileOf(folder, query);
  const answer = answerSchema.parse(parseJson(gunzipSync(readFileSync(file)).toString()));
  if (answer.filter !== query.filter || answer.group_by !== query.groupBy)
    throw new UsageError(`${file} was collected with a different query by another version.`, {
      hint: "Collect the counts again in another folder.",
    });
  return new Map(
    answer.pages
      .flatMap(({ groups }) => groups)
      .filter(({ count }) => count > 0)
      .map(({ key, key_display_name: name, count }) => [key.split("/").at(-1) ?? key, { name, count }]),
  );
}

export type CollectionFacts = Awaited<ReturnType<typeof collectionFacts>>;

export async function collectionFacts(folder: string) {
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
    /** Of the uncompressed responses, in the order of their names. */
    sha256: sha256(names.map((name, index) => `${name} ${sha256(texts[index] ?? "")}\n`).join("")),
    answers: names.length,
  };
}

export type CollectionPlan = ReturnType<typeof planOf>;

/**
 * Estimate of the requests a collection needs, made before sending any.
 *
 * @param economies those that may have international works in a year; only the first responses show which do
 */
export function planOf(folder: string, wanted: Wanted, economies: readonly string[]) {
  const all = [...firstQueries(wanted), ...queriesOf(wanted, () => economies)];
  const left = all.filter((query) => !isAnswered(folder, query));
  const two = left.filter(({ groupBy }) => groupBy === "authorships.countries").length;
  return {
    /** Queries whose responses already exist. */
    answered: all.length - left.length,
    queries: left.length,
    /** A query takes one page of 200 groups, or two for economies with more partners. */
    calls: { min: left.length, max: left.length + two },
  };
}
