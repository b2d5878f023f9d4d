/**
 * The only module that writes under output/. A folder cannot be replaced in one step, so:
 *
 *   stage    write changed files and report.json to a folder beside them (until here the old output is untouched)
 *   decide   rename that folder: from here on the new output counts
 *   place    rename its files into place, remove those that report.json no longer lists, report.json last
 *
 * If a run is killed, the next one completes it after "decide" and discards it before. Files are ours if a report.json
 * of ours lists them with the same hash; others are rejected by name and never removed.
 */
import { notThere } from "../../lib/not-there.js";
import { lstat, mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { sha256 } from "../../lib/hash.js";
import { withLock } from "../../lib/lock.js";
import type { RenderedFile } from "./render-briefing.js";
import { UsageError, BriefingError } from "../../model/errors.js";
import { listed } from "../../lib/plural.js";

/** Which files may be overwritten: only our own, unchanged, or any. For single files, see build/output-file.ts. */
export type Overwrite = "own" | "any";

interface WriteSettings {
  /** Default: "own". */
  readonly overwrite?: Overwrite | undefined;
  /** How long to wait for another build that is writing. Default: 60 seconds. */
  readonly waitMs?: number;
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

const manifest = "report.json";
/** Prefix of names that are reserved for this module in the output folder. */
const ownPrefix = ".briefing-";
const lockName = `${ownPrefix}lock`;
const staging = `${ownPrefix}staging`;
/** The name of `staging` once it is complete. */
const ready = `${ownPrefix}ready`;

/** Makes the folder hold these files, with report.json; removes those no longer listed, keeps those of others. */
export async function writeOutput(
  folder: string,
  files: readonly RenderedFile[],
  { overwrite = "own", waitMs = 60_000 }: WriteSettings = {},
): Promise<WriteResult> {
  checkPaths(files);
  const lock = path.join(folder, lockName);
  const onTaken = (holder: string, waitedMs: number) => {
    if (waitedMs < waitMs && holder !== "unknown") return;
    throw new BriefingError(`${folder} is being written by another build (process ${holder}).`, {
      hint: `Wait until it is done. If no such build is running, remove ${lock} and build again.`,
    });
  };
  return await withLock(lock, { onTaken }, () => write(folder, files, overwrite));
}

async function write(
  folder: string,
  files: readonly RenderedFile[],
  overwrite: Overwrite,
): Promise<WriteResult> {
  const names = files.map((file) => file.path);
  await refuseForeign(folder, names, overwrite);
  await removeTree(path.join(folder, staging));
  await place(folder);
  const changed: RenderedFile[] = [];
  for (const file of files)
    if (hashOf(await contentAt(folder, file.path)) !== sha256(file.content)) changed.push(file);
  const removed = await noLongerListed(folder, new Set(names));
  if (changed.length > 0 || removed.length > 0) {
    const staged = new Set([...changed, ...files.filter((each) => each.path === manifest)]);
    await stage(folder, staged).catch(async (error: unknown) => {
      // Frees the space on a full disk; the error does not say which file failed.
      await removeTree(path.join(folder, staging));
      throw Object.assign(error as NodeJS.ErrnoException, { path: folder });
    });
    if ((await listingOf(folder, `${staging}/${manifest}`)).size === 0)
      throw new BriefingError(`The files do not include ${manifest}, which lists the others.`);
    await rename(path.join(folder, staging), path.join(folder, ready));
    await place(folder);
  }
  return { written: changed.map((file) => file.path), removed, unchanged: files.length - changed.length };
}

async function stage(folder: string, files: Iterable<RenderedFile>): Promise<void> {
  for (const file of files) {
    const staged = path.join(folder, staging, file.path);
    await mkdir(path.dirname(staged), { recursive: true });
    await writeFile(staged, file.content);
  }
}

/** Completes a decided run; does nothing without one. */
async function place(folder: string): Promise<void> {
  const decided = await listingOf(folder, `${ready}/${manifest}`);
  const put = async (file: string) => {
    const target = path.join(folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    await rename(path.join(folder, ready, file), target);
  };
  if (decided.size > 0) {
    for (const file of decided.keys())
      if ((await contentAt(folder, `${ready}/${file}`)) !== "nothing") await put(file);
    for (const file of await noLongerListed(folder, new Set([...decided.keys(), manifest])))
      await remove(folder, file);
    // Last: until then the old one records the previous files.
    await put(manifest);
  }
  await removeTree(path.join(folder, ready));
}

/** Files of the current output that are not in the new one. A file changed by hand is no longer ours. */
async function noLongerListed(folder: string, kept: ReadonlySet<string>): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const [file, hash] of await listingOf(folder, manifest))
    if (!kept.has(file) && hashOf(await contentAt(folder, file)) === hash) gone.push(file);
  return gone;
}

async function remove(folder: string, file: string): Promise<void> {
  await rm(path.join(folder, file), { force: true });
  for (let parent = path.posix.dirname(file); parent !== "."; parent = path.posix.dirname(parent)) {
    const isRemoved = await rmdir(path.join(folder, parent)).then(
      () => true,
      () => false,
    );
    if (!isRemoved) return;
  }
}

const removeTree = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Rejects, by name, files of others at these paths, and our own files that were changed since. */
export async function refuseForeign(
  folder: string,
  names: readonly string[],
  overwrite: Overwrite,
): Promise<void> {
  for (const name of names) await rejectBlocked(folder, name);
  if (overwrite === "any") return;
  const foreign: string[] = [];
  const changed: string[] = [];
  // If a run was killed while placing, some files are from the old report.json and some from the new.
  const listings: Listing[] = [];
  for (const file of [manifest, `${ready}/${manifest}`]) {
    const listing = await readListing(folder, file);
    if (listing === "foreign") foreign.push(file);
    else if (listing !== undefined) listings.push(listing);
  }
  const ownNames = new Set(listings.flatMap((listing) => [...listing.keys()]));
  for (const name of new Set([...names, ...ownNames])) {
    const content = name === manifest ? "nothing" : await contentAt(folder, name);
    const hash = hashOf(content);
    if (content === "nothing" || listings.some((listing) => listing.get(name) === hash)) continue;
    (ownNames.has(name) ? changed : foreign).push(name);
  }
  const faults = [
    foreign.length > 0 &&
      `${folder} holds files that this command did not write and would replace: ${listed(foreign, 5)}.`,
    changed.length > 0 &&
      `Files in ${folder} were changed after they had been written: ${listed(changed, 5)}.`,
  ].filter((fault) => fault !== false);
  if (faults.length === 0) return;
  throw new UsageError(faults.join("\n"), {
    hint: "Name another folder (-o DIR), move the files away, or overwrite them: --force",
  });
}

/** The folder of the briefing that a file belongs to, if any. */
export async function briefingOf(file: string): Promise<string | undefined> {
  const target = path.resolve(file);
  for (let root = path.dirname(target); ; root = path.dirname(root)) {
    const listing = await readListing(root, manifest);
    const name = path.relative(root, target).split(path.sep).join("/");
    if (listing instanceof Map && (name === manifest || listing.has(name))) return root;
    if (root === path.dirname(root)) return undefined;
  }
}

/** Path → hash. */
type Listing = ReadonlyMap<string, string>;

/** Accepts any version, so that output of older versions is recognised. */
const reportSchema = z.object({
  $schema: z.string().regex(/^urn:(?:decoupling-)?briefing:report:[0-9]+$/),
  version: z.int(),
  files: z.record(z.string().refine(staysInFolder), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** The files that a report.json lists; undefined if it is missing, "foreign" if it is not ours. */
async function readListing(folder: string, file: string): Promise<Listing | "foreign" | undefined> {
  const content = await contentAt(folder, file);
  if (content === "nothing") return undefined;
  if (content === "not a file") return "foreign";
  if (lastRead?.content.equals(content) !== true) lastRead = { content, listing: listingIn(content) };
  return lastRead.listing;
}

/** A build needs it several times, and it may have megabytes. */
let lastRead: { readonly content: Buffer; readonly listing: Listing | "foreign" } | undefined;

function listingIn(content: Buffer): Listing | "foreign" {
  try {
    const { $schema, version, files } = reportSchema.parse(JSON.parse(content.toString("utf8")));
    return $schema.endsWith(`:${version}`) ? new Map(Object.entries(files)) : "foreign";
  } catch {
    return "foreign";
  }
}

async function listingOf(folder: string, file: string): Promise<Listing> {
  const listing = await readListing(folder, file);
  return listing === undefined || listing === "foreign" ? new Map<string, string>() : listing;
}

/** The content of a file, without following links; "not a file" if anything else is at its path or above it. */
async function contentAt(folder: string, file: string): Promise<Buffer | "nothing" | "not a file"> {
  if ((await obstacle(folder, file)) !== undefined) return "not a file";
  const kind = await kindAt(path.join(folder, file));
  if (kind === "file") return await readFile(path.join(folder, file));
  return kind === "nothing" ? kind : "not a file";
}

const hashOf = (content: Buffer | string): string | undefined =>
  typeof content === "string" ? undefined : sha256(content);

/** Rejects a path where no file can be written. */
async function rejectBlocked(folder: string, file: string): Promise<void> {
  const target = path.join(folder, file);
  const parent = await obstacle(folder, file);
  if (parent !== undefined) {
    throw new BriefingError(`${target} cannot be written: ${parent} is a link or a file, not a folder.`, {
      hint: "Nothing is written outside the output folder. Move it away and build again.",
    });
  }
  if (["folder", "other"].includes(await kindAt(target))) {
    throw new BriefingError(`${target} cannot be written: there is a folder or device of that name.`, {
      hint: "Move it away, or name another folder.",
    });
  }
}

/** The first part of a file's path that is not a folder. */
async function obstacle(folder: string, file: string): Promise<string | undefined> {
  const parts = file.split("/").slice(0, -1);
  for (const index of parts.keys()) {
    const parent = path.join(folder, ...parts.slice(0, index + 1));
    if (!["folder", "nothing"].includes(await kindAt(parent))) return parent;
  }
  return undefined;
}

async function kindAt(place: string): Promise<"file" | "folder" | "link" | "other" | "nothing"> {
  const stats = await lstat(place).catch(notThere);
  if (stats === undefined) return "nothing";
  if (stats.isSymbolicLink()) return "link";
  if (stats.isFile()) return "file";
  return stats.isDirectory() ? "folder" : "other";
}

/** Rejects paths that cannot share a folder: one that leaves it, or two that some file systems treat as equal. */
function checkPaths(files: readonly RenderedFile[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    if (!staysInFolder(file.path))
      throw new BriefingError(`"${file.path}" cannot be written: it would leave the output folder.`);
    const before = seen.get(file.path.toLowerCase());
    if (before !== undefined)
      throw new BriefingError(`Two files would be written as ${file.path} and ${before}.`);
    seen.set(file.path.toLowerCase(), file.path);
  }
}

/** Whether a relative path stays inside its folder. */
function staysInFolder(file: string): boolean {
  return (
    file !== "" &&
    !/[\\\0]/.test(file) &&
    file.split("/").every((part) => part !== "" && part !== "." && part !== "..") &&
    !file.startsWith(ownPrefix)
  );
}
