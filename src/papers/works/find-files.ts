/**
 * Finds the files of works in a folder and checks them against OpenAlex's manifest: which files an edition has, and how
 * many bytes and records.
 */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { shownPath } from "briefing/commands";
import { parseAs, WorksError } from "./errors.js";

export interface Listed {
  /** Relative to the folder of works, with "/" on every platform; determines the order of the files. */
  readonly name: string;
  /** Numbers from the manifest. */
  readonly expected: { readonly bytes: number | undefined; readonly records: number | undefined } | undefined;
}

export interface WorksFile extends Listed {
  readonly path: string;
  readonly format: "jsonl.gz" | "parquet";
  /** The date in the folder's name `updated_date=…`, for records without one. */
  readonly updated: string | undefined;
}

/** Sorted by name. Skips the folder `except`, because the cube may be inside the folder of works. */
export async function findWorksFiles(folder: string, except: string): Promise<readonly WorksFile[]> {
  const found: WorksFile[] = [];
  const manifests: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory() || `${file}${path.sep}`.startsWith(`${path.resolve(except)}${path.sep}`))
      continue;
    const name = path.relative(folder, file).split(path.sep).join("/");
    if (entry.name === "manifest.json") manifests.push(name);
    const format = formatOf(name);
    if (format === undefined) continue;
    const updated = /(?:^|\/)updated_date=([0-9-]+)\//.exec(name)?.[1];
    found.push({ path: file, name, format, updated, expected: undefined });
  }
  if (found.length === 0) throw noWorks(shownPath(folder));
  found.sort(byName);
  let files: readonly WorksFile[] = found;
  for (const name of manifests) {
    const manifest = { name, text: await readFile(path.join(folder, name), "utf8") };
    files = applyManifest(manifest, files, (file) => shownPath(path.join(folder, file)));
  }
  return files;
}

export const noWorks = (folder: string): WorksError =>
  new WorksError(`${folder} contains no works.`, {
    hint: "Works are read from updated_date=…/part_….gz, *.jsonl.gz and *.parquet, at any depth.",
  });

export const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

export function formatOf(name: string): WorksFile["format"] | undefined {
  if (name.endsWith(".parquet")) return "parquet";
  return /(?:\.jsonl\.gz|(?:^|\/)part_[^/]*\.gz)$/.test(name) ? "jsonl.gz" : undefined;
}

export interface Manifest {
  /** Relative to the folder of works, with "/". */
  readonly name: string;
  readonly text: string;
}

/** Formats a file's name for messages. */
type Show = (name: string) => string;

/** OpenAlex writes one beside the partitions of each entity. */
const schema = z.object({
  entries: z.array(
    z.object({
      url: z.string(),
      meta: z.object({ content_length: z.int().optional(), record_count: z.int().optional() }),
    }),
  ),
});

const manifestHint =
  "Download the manifest again, run briefing works fetch again if it wrote it, or remove the manifest to count the files without checking that they are complete.";

/** A snapshot is a single edition, so every listed file must exist, and no others. */
export function applyManifest<File extends Listed>(
  manifest: Manifest,
  files: readonly File[],
  show: Show,
): readonly File[] {
  const folder = manifest.name.slice(0, manifest.name.lastIndexOf("/") + 1);
  const listed = new Map<string, Listed["expected"]>();
  const { entries } = parseAs(schema, manifest.text, show(manifest.name), { hint: manifestHint });
  for (const { url, meta } of entries) {
    const place = /updated_date=[^/]+\/[^/]+$/.exec(url)?.[0] ?? url.slice(url.lastIndexOf("/") + 1);
    listed.set(place, { bytes: meta.content_length, records: meta.record_count });
  }
  const applied = files.map((file) => {
    if (!file.name.startsWith(folder)) return file;
    const place = file.name.slice(folder.length);
    const expected = listed.get(place);
    if (expected === undefined)
      throw new WorksError(`${show(file.name)}: not listed in ${show(manifest.name)}.`, {
        hint: "It probably belongs to another edition. Remove it, or remove the manifest if this is not a complete edition.",
      });
    listed.delete(place);
    return { ...file, expected };
  });
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw new WorksError(
      `${show(folder + missing)}: missing, although ${show(manifest.name)} lists it.` +
        (listed.size > 1 ? ` ${listed.size - 1} more are missing.` : ""),
      { hint: "Download it again, or remove the manifest to use a part of the edition." },
    );
  return applied;
}

/** `found` is the actual number of what the manifest counts. */
export function expectCount(
  { name, expected }: Listed,
  counted: "bytes" | "records",
  found: number,
  show: Show,
): void {
  const listed = expected?.[counted];
  if (listed !== undefined && listed !== found)
    throw new WorksError(`${show(name)}: it has ${found} ${counted} instead of the manifest's ${listed}.`, {
      hint: "Download it again.",
    });
}
