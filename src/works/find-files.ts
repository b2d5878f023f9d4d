/** Which files of a folder hold works, and what the snapshot's manifest says of them. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { issueText, withInput } from "../lib/issue.js";
import { shownPath } from "../lib/shown-path.js";
import { WorksError } from "./errors.js";

export interface WorksFile {
  readonly path: string;
  /** From the folder of works, with "/": it orders the files, on every machine alike. */
  readonly name: string;
  readonly format: "jsonl.gz" | "parquet";
  /** Of its folder `updated_date=…`: for records that do not say when they were updated. */
  readonly updated: string | undefined;
  /** What the manifest says. */
  readonly expected: { readonly bytes: number | undefined; readonly records: number | undefined } | undefined;
}

/** OpenAlex writes it beside the partitions of each kind of record. */
const manifestSchema = z.object({
  entries: z.array(
    z.object({
      url: z.string(),
      meta: z.object({ content_length: z.int().optional(), record_count: z.int().optional() }),
    }),
  ),
});

/** In the order of their names. `except` is a folder that is left out: the cube may stand beside what it is made of. */
export async function findWorksFiles(folder: string, except: string): Promise<readonly WorksFile[]> {
  const found: WorksFile[] = [];
  const manifests: string[] = [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory() || `${file}${path.sep}`.startsWith(`${path.resolve(except)}${path.sep}`))
      continue;
    if (entry.name === "manifest.json") manifests.push(file);
    const format = formatOf(file);
    if (format === undefined) continue;
    const name = path.relative(folder, file).split(path.sep).join("/");
    const updated = /(?:^|\/)updated_date=([0-9-]+)\//.exec(name)?.[1];
    found.push({ path: file, name, format, updated, expected: undefined });
  }
  if (found.length === 0)
    throw new WorksError(`${shownPath(folder)}: there are no works in it.`, {
      hint: "Works are read from updated_date=…/part_….gz, *.jsonl.gz and *.parquet, in folders of any depth.",
    });
  found.sort((one, other) => (one.name < other.name ? -1 : 1));
  for (const manifest of manifests) await applyManifest(manifest, found);
  return found;
}

function formatOf(file: string): WorksFile["format"] | undefined {
  if (file.endsWith(".parquet")) return "parquet";
  return /(?:\.jsonl\.gz|[\\/]part_[^\\/]*\.gz)$/.test(file) ? "jsonl.gz" : undefined;
}

/** Every file that it lists must be there, and no other beside them: a snapshot is one edition. */
async function applyManifest(manifest: string, files: WorksFile[]): Promise<void> {
  const folder = path.dirname(manifest);
  const listed = new Map<string, NonNullable<WorksFile["expected"]>>();
  for (const { url, meta } of await readManifest(manifest)) {
    const place = /updated_date=[^/]+\/[^/]+$/.exec(url)?.[0] ?? path.posix.basename(url);
    listed.set(place, { bytes: meta.content_length, records: meta.record_count });
  }
  files.forEach((file, index) => {
    const place = path.relative(folder, file.path).split(path.sep).join("/");
    if (place.startsWith("../")) return;
    const expected = listed.get(place);
    if (expected === undefined)
      throw new WorksError(`${shownPath(file.path)}: ${shownPath(manifest)} does not list it.`, {
        hint: "It is left over from another edition. Remove it, or, if no edition is meant, the manifest.",
      });
    listed.delete(place);
    files[index] = { ...file, expected };
  });
  const [missing] = listed.keys();
  if (missing !== undefined)
    throw new WorksError(
      `${shownPath(path.join(folder, missing))}: it is not there, but ${shownPath(manifest)} lists it.` +
        (listed.size > 1 ? ` ${listed.size - 1} more are missing.` : ""),
      { hint: "Download it again, or, if a part of the edition is meant, remove the manifest." },
    );
}

async function readManifest(file: string): Promise<z.infer<typeof manifestSchema>["entries"]> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new WorksError(`${shownPath(file)} is not JSON: ${(error as Error).message}`, { cause: error });
  }
  const read = manifestSchema.safeParse(content, withInput);
  if (read.success) return read.data.entries;
  const [issue] = read.error.issues;
  throw new WorksError(`${shownPath(file)}: ${issue === undefined ? "not a manifest" : issueText(issue)}`);
}
