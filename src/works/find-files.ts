/** Finds the files of works in a folder and applies the snapshot's manifest. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { shownPath } from "../lib/shown-path.js";
import { WorksError } from "./errors.js";
import { applyManifest, type Listed } from "./manifest.js";

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
