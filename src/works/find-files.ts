/** Which files of a folder hold works, and what the snapshot's manifest says of them. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { shownPath } from "../lib/shown-path.js";
import { WorksError } from "./errors.js";
import { applyManifest, type Listed } from "./manifest.js";

export interface WorksFile extends Listed {
  readonly path: string;
  readonly format: "jsonl.gz" | "parquet";
  /** Of its folder `updated_date=…`: for records that do not say when they were updated. */
  readonly updated: string | undefined;
}

/** In the order of their names. `except` is a folder that is left out: the cube may stand beside what it is made of. */
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
  new WorksError(`${folder}: there are no works in it.`, {
    hint: "Works are read from updated_date=…/part_….gz, *.jsonl.gz and *.parquet, in folders of any depth.",
  });

export const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

export function formatOf(name: string): WorksFile["format"] | undefined {
  if (name.endsWith(".parquet")) return "parquet";
  return /(?:\.jsonl\.gz|(?:^|\/)part_[^/]*\.gz)$/.test(name) ? "jsonl.gz" : undefined;
}
