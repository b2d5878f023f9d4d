/**
 * The manifest of a folder of fetched works. During the fetch, each page written to disk adds a line to `chain.jsonl`;
 * when all are complete, manifest.json lists them.
 */
import { existsSync } from "node:fs";
import { readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { BriefingError, parseJson } from "briefing/commands";
import type { Parameters } from "../client.js";
import { appendDurably, writeDurably } from "../durable.js";

/** The format of the snapshot's manifest entries, so that one program reads both; each page is a file. */
const pageSchema = z.object({
  url: z.string(),
  meta: z.object({ record_count: z.number().int(), content_length: z.number().int() }),
  sha256: z.string(),
  cursor: z.string(),
  next: z.string().nullable(),
  perPage: z.number().int(),
  date: z.string(),
  /** The query's total number of works at that time. */
  total: z.number().int(),
  /** Works whose full author list is not available. */
  truncated: z.array(z.string()),
});
export type PageEntry = z.infer<typeof pageSchema>;

const manifestSchema = z.object({
  format: z.literal("openalex-works/1"),
  query: z.record(z.string(), z.string()),
  status: z.enum(["unfinished", "complete"]),
  entries: z.array(pageSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = "manifest.json";
const chainName = "chain.jsonl";

/** Undefined if nothing has been fetched into the folder. */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const file = path.join(folder, manifestName);
  if (!existsSync(file)) return undefined;
  const read = manifestSchema.safeParse(parseJson(await readFile(file, "utf8")));
  if (!read.success)
    throw new BriefingError(`${file} is not a manifest of fetched works.`, {
      hint: "Choose another folder with -o. If the manifest of a fetch was damaged, delete the folder and fetch the works again.",
    });
  return read.data.status === "complete" ? read.data : { ...read.data, entries: await readChain(folder) };
}

/** The complete pages. A line interrupted by a crash is removed and will be written again. */
async function readChain(folder: string): Promise<PageEntry[]> {
  const file = path.join(folder, chainName);
  const text = existsSync(file) ? await readFile(file, "utf8") : "";
  const pages: PageEntry[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    const page = pageSchema.safeParse(parseJson(line));
    const size = page.success
      ? (await stat(path.join(folder, page.data.url)).catch(() => undefined))?.size
      : undefined;
    if (!page.success || size !== page.data.meta.content_length) break;
    pages.push(page.data);
  }
  const whole = pages.map((page) => `${JSON.stringify(page)}\n`).join("");
  if (whole !== text) await writeDurably(file, whole);
  return pages;
}

export async function beginManifest(folder: string, query: Parameters): Promise<Manifest> {
  const manifest: Manifest = { format: "openalex-works/1", query, status: "unfinished", entries: [] };
  await writeDurably(path.join(folder, manifestName), written(manifest));
  return manifest;
}

export const addToChain = (folder: string, page: PageEntry): Promise<void> =>
  appendDurably(path.join(folder, chainName), JSON.stringify(page));

export async function completeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeDurably(path.join(folder, manifestName), written({ ...manifest, status: "complete" }));
  await rm(path.join(folder, chainName), { force: true });
}

const written = (manifest: Manifest): string => `${JSON.stringify(manifest, undefined, 2)}\n`;
