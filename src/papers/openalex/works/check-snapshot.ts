/**
 * Checks that a folder contains exactly the complete files listed in its manifest. A file truncated at a line end would
 * be read without errors but lack works.
 */
import { createReadStream, existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import * as z from "zod";
import { sha256File, UsageError } from "briefing/commands";
import { manifestName, readManifest } from "./manifest.js";

export interface SnapshotCheck {
  readonly files: number;
  readonly records: number;
  readonly problems: readonly { readonly file: string; readonly message: string }[];
}

const entrySchema = z.object({
  url: z.string(),
  meta: z.object({ content_length: z.number().int().nullish(), record_count: z.number().int() }),
  sha256: z.string().optional(),
});
type Entry = z.infer<typeof entrySchema>;

/** Covers OpenAlex's own snapshot (a manifest per entity folder) and fetched works, with more fields. */
const manifestSchema = z.object({
  status: z.enum(["unfinished", "complete"]).optional(),
  entries: z.array(entrySchema),
});

export async function checkSnapshot(
  folder: string,
  onFile: (file: string) => void = () => undefined,
): Promise<SnapshotCheck> {
  const { entries, unfinished } = await listedIn(folder);
  const problems: SnapshotCheck["problems"][number][] = [];
  if (unfinished)
    problems.push({ file: manifestName, message: "the fetch is incomplete: run briefing works fetch again" });
  let records = 0;
  const names = new Set<string>();
  for (const entry of entries) {
    const file = fileOf(entry.url);
    names.add(file);
    onFile(file);
    const { count, faults } = await checkFile(path.join(folder, ...file.split("/")), entry);
    records += count;
    problems.push(...faults.map((message) => ({ file, message })));
  }
  for (const file of await gzFilesIn(folder))
    if (!names.has(file)) problems.push({ file, message: "it is not in the manifest" });
  return { files: entries.length, records, problems };
}

async function listedIn(folder: string): Promise<{ entries: readonly Entry[]; unfinished: boolean }> {
  const file = ["manifest", manifestName]
    .map((name) => path.join(folder, name))
    .find((each) => existsSync(each));
  if (file === undefined)
    throw new UsageError(`${folder} contains no manifest.`, {
      hint: "Specify the folder of one entity of the OpenAlex snapshot, such as data/works, or one created by briefing works fetch.",
    });
  const read = manifestSchema.safeParse(await jsonIn(file));
  if (!read.success)
    throw new UsageError(`${file} is neither a manifest of OpenAlex nor of briefing works fetch.`, {
      hint: "Download it again.",
    });
  const unfinished = read.data.status === "unfinished";
  const entries = unfinished ? (await readManifest(folder))?.entries : read.data.entries;
  return { unfinished, entries: entries ?? [] };
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new UsageError(`${file} is not valid JSON.`, { cause, hint: "Download it again." });
  }
}

/** Maps s3://openalex/data/works/updated_date=2026-05-01/part_000.gz to updated_date=2026-05-01/part_000.gz. */
const fileOf = (url: string): string => /(?:updated_date=[^/]+\/)?[^/]+$/.exec(url)?.[0] ?? url;

async function checkFile(
  place: string,
  { meta: { content_length: bytes, record_count: records }, sha256 }: Entry,
): Promise<{ count: number; faults: readonly string[] }> {
  const size = (await stat(place).catch(() => undefined))?.size;
  if (size === undefined) return { count: 0, faults: ["it is missing"] };
  const faults: string[] = [];
  if (bytes != null && size !== bytes) faults.push(`it has ${size} bytes instead of the manifest's ${bytes}`);
  const { count, fault } = await countLines(place);
  if (fault !== undefined) return { count, faults: [...faults, fault] };
  if (count !== records) faults.push(`it has ${count} records instead of the manifest's ${records}`);
  if (sha256 !== undefined && (await sha256File(place)) !== sha256)
    faults.push("its content differs from the fetched content (SHA-256)");
  return { count, faults };
}

async function countLines(file: string): Promise<{ count: number; fault?: string }> {
  let count = 0;
  let last = newline;
  try {
    await pipeline(createReadStream(file), createGunzip(), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) {
        for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, at + 1)) count++;
        last = chunk.at(-1) ?? last;
      }
    });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return {
      count,
      fault: code === "Z_BUF_ERROR" ? "it is truncated" : `it cannot be decompressed (${message})`,
    };
  }
  // The last line may lack its line break.
  return { count: last === newline ? count : count + 1 };
}

const newline = 0x0a;

async function gzFilesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => name.endsWith(".gz"))
    .map((name) => name.split(path.sep).join("/"))
    .sort();
}
