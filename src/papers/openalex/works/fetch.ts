/**
 * Fetches all works of a query as pages of JSON lines. Each page is written to disk before the next is requested, so
 * that a command killed at any moment resumes where it stopped, without losing or repeating works.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import * as z from "zod";
import { parseJson, sha256, UsageError, withLock } from "briefing/commands";
import { type OpenAlexClient, OpenAlexError, type Parameters } from "../client.js";
import { DistinctIds } from "../distinct-ids.js";
import { writeDurably } from "../durable.js";
import { pagesOf } from "../pages.js";
import {
  addToChain,
  beginManifest,
  completeManifest,
  type Manifest,
  type PageEntry,
  readManifest,
} from "./manifest.js";

const perPage = 100;

const usdPerCall = (query: Parameters): number => (query["search"] === undefined ? 0.0001 : 0.001);

export async function estimateWorks(client: OpenAlexClient, query: Parameters) {
  const { value: works } = await client.get(
    "works",
    { ...query, "per-page": "1", select: "id" },
    (body) => z.object({ meta: z.object({ count: z.number().int() }) }).parse(body).meta.count,
    usdPerCall(query),
  );
  const calls = Math.max(1, Math.ceil(works / perPage));
  return { works, calls, usd: calls * usdPerCall(query) };
}

export type FetchSummary = ReturnType<typeof summaryOf>;

export async function fetchWorks(
  client: OpenAlexClient,
  query: Parameters,
  folder: string,
  onProgress: (progress: FetchSummary) => void = () => undefined,
): Promise<FetchSummary> {
  const reportTaken = (holder: string): never => {
    throw new UsageError(`Another command is fetching into ${folder}: process ${holder}.`, {
      hint: "Wait for it to finish, or choose another folder.",
    });
  };
  return withLock(path.join(folder, ".lock"), { onTaken: reportTaken }, async () => {
    const manifest = (await readManifest(folder)) ?? (await begin(folder, query));
    if (JSON.stringify(manifest.query) !== JSON.stringify(query))
      throw new UsageError(`${folder} contains works of another query: ${described(manifest.query)}`, {
        hint: "Choose another folder with -o.",
      });
    if (manifest.status === "unfinished") await fetchPages(client, manifest, folder, onProgress);
    return summaryOf(manifest);
  });
}

async function begin(folder: string, query: Parameters): Promise<Manifest> {
  const others = (await readdir(folder)).filter((name) => !name.startsWith(".lock"));
  if (others.length > 0)
    throw new UsageError(`${folder} is not empty and contains no fetched works.`, {
      hint: "Choose a new folder with -o.",
    });
  return beginManifest(folder, query);
}

const described = (query: Parameters): string =>
  Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

async function fetchPages(
  client: OpenAlexClient,
  manifest: Manifest,
  folder: string,
  onProgress: (progress: FetchSummary) => void,
): Promise<void> {
  const { entries: pages } = manifest;
  const last = pages.at(-1);
  if (last?.next !== null) {
    const start = {
      cursor: last?.next ?? "*",
      perPage: last?.perPage ?? perPage,
      seen: pages.map(({ cursor }) => cursor),
      ids: await idsIn(folder, pages),
    };
    for await (const page of pagesOf(client, manifest.query, "results", start)) {
      const { works, truncated } = await withAllAuthors(client, page.items);
      const content = await gzipped(works.map((work) => `${JSON.stringify(work)}\n`).join(""));
      const url = `works-${String(pages.length + 1).padStart(6, "0")}.jsonl.gz`;
      const meta = { record_count: works.length, content_length: content.length };
      const { cursor, next = null, perPage, date, total } = page;
      const entry: PageEntry = {
        url,
        meta,
        sha256: sha256(content),
        cursor,
        next,
        perPage,
        date,
        total,
        truncated,
      };
      await writeDurably(path.join(folder, url), content);
      await addToChain(folder, entry);
      pages.push(entry);
      onProgress(summaryOf(manifest));
    }
  }
  await completeManifest(folder, manifest);
}

const gzipped = promisify(gzip);
const unzipped = promisify(gunzip);

/** The works fetched by earlier runs. */
async function idsIn(folder: string, pages: readonly PageEntry[]): Promise<DistinctIds> {
  const ids = new DistinctIds();
  for (const { url } of pages) {
    const text = (await unzipped(await readFile(path.join(folder, url)))).toString();
    ids.addAll(text.split("\n").flatMap((line) => (line === "" ? [] : [parseJson(line)])));
  }
  return ids;
}

const workSchema = z.looseObject({ id: z.string(), is_authors_truncated: z.boolean().nullish() });

/** Lists contain only a work's first hundred authors; requesting the work by id returns all, free of charge. */
async function withAllAuthors(
  client: OpenAlexClient,
  items: readonly unknown[],
): Promise<{ works: readonly unknown[]; truncated: string[] }> {
  const truncated: string[] = [];
  const whole = async (item: unknown): Promise<unknown> => {
    const work = workSchema.safeParse(item);
    if (!work.success)
      throw new OpenAlexError("OpenAlex returned a work without an id.", { hint: "Try again later." });
    if (work.data.is_authors_truncated !== true) return item;
    const id = work.data.id.split("/").at(-1) ?? "";
    try {
      const { value } = await client.get(`works/${id}`, {}, (body) => workSchema.parse(body), 0);
      if (value.id === work.data.id) return value;
    } catch (error) {
      // For works merged or removed in the meantime, keep the list's version and record it in the manifest.
      if (!(error instanceof OpenAlexError) || !error.message.startsWith("OpenAlex rejected the query"))
        throw error;
    }
    truncated.push(work.data.id);
    return item;
  };
  return { works: await Promise.all(items.map(whole)), truncated };
}

const summaryOf = ({ entries: pages }: Manifest) => ({
  pages: pages.length,
  records: pages.reduce((sum, { meta }) => sum + meta.record_count, 0),
  /** The query's total number of works when the last page was read. */
  total: pages.at(-1)?.total ?? 0,
  truncated: pages.flatMap(({ truncated }) => truncated),
});

const known = ["filter", "search"] as const;
/** Parameters of openalex.org's search page that are ignored: order and page size do not matter here. */
const ignored: ReadonlySet<string> = new Set(["page", "per-page", "per_page", "sort", "mailto", "view"]);

/** Parses an OpenAlex filter, or the URL of a search on openalex.org. */
export function parseQuery(text: string): Parameters {
  const parameters = Object.fromEntries(
    pairsOf(text.trim()).flatMap(([name, value]) => parameter(name, value)),
  );
  if (Object.keys(parameters).length === 0)
    throw new UsageError(`The query contains no filter: ${text}`, { hint });
  return parameters;
}

const hint =
  'Use a filter such as "authorships.countries:US,authorships.countries:CN,publication_year:2020", or the URL of a search on openalex.org.';

function pairsOf(text: string): readonly (readonly [string, string])[] {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return [...new URL(text).searchParams];
  if (/^[a-z_-]+=/.test(text)) return [...new URLSearchParams(text)];
  return [["filter", text]];
}

function parameter(name: string, value: string): readonly (readonly [string, string])[] {
  if (name === "api_key")
    throw new UsageError("The query contains an API key, which would be written to the manifest.", {
      hint: "Remove it and set OPENALEX_API_KEY.",
    });
  const own = known.find((each) => each === name);
  if (own !== undefined) return value.trim() === "" ? [] : [[own, value.trim()]];
  if (ignored.has(name)) return [];
  throw new UsageError(`The query parameter "${name}" is not supported.`, {
    hint: name === "sample" ? "Reading a sample page by page returns works twice." : hint,
  });
}
