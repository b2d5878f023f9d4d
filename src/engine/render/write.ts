/**
 * The one place that writes under output/. A folder cannot be exchanged in one step, so:
 *
 *   stage    every file that changes, and report.json, in a folder beside them (until here the old output is untouched)
 *   decide   rename that folder: from here on the new output is the one that counts
 *   place    rename its files into their places, remove what report.json no longer lists, report.json last
 *
 * The next run finishes one that was killed after it had decided, and forgets one that was killed before. Files are ours
 * if a report.json of ours lists them and they are as it says; others are refused by name, and none is ever removed.
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

/** Which files may be written over: only our own, as we wrote them, or any. build/output-file.ts says it of single files. */
export type Overwrite = "own" | "any";

interface WriteSettings {
  /** "own" if not said. */
  readonly overwrite?: Overwrite | undefined;
  /** How long to wait for another build that is writing; 60 seconds if not said. */
  readonly waitMs?: number;
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

const manifest = "report.json";
/** Names that the writer keeps for itself in the output folder begin with this. */
const ownPrefix = ".briefing-";
const lockName = `${ownPrefix}lock`;
const staging = `${ownPrefix}staging`;
/** What `staging` is called once it is whole. */
const ready = `${ownPrefix}ready`;

/** Makes the folder hold these files, report.json among them; those that it no longer lists go, others' stay. */
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
      // A full disk needs its space again, and a write that failed does not say for which file.
      await removeTree(path.join(folder, staging));
      throw Object.assign(error as NodeJS.ErrnoException, { path: folder });
    });
    if ((await listingOf(folder, `${staging}/${manifest}`)).size === 0)
      throw new BriefingError(`There is no ${manifest} among the files that lists the others.`);
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

/** Finishes what was decided; nothing happens where nothing was. */
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
    // Last: until then the old one says what was there before.
    await put(manifest);
  }
  await removeTree(path.join(folder, ready));
}

/** Files of the output as it stands that are not among the new ones. What was changed by hand is no longer ours. */
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

/** Refuses, by name, files in the place of these that others wrote, and files of ours that were changed since. */
export async function refuseForeign(
  folder: string,
  names: readonly string[],
  overwrite: Overwrite,
): Promise<void> {
  for (const name of names) await refuseBlocked(folder, name);
  if (overwrite === "any") return;
  const foreign: string[] = [];
  const changed: string[] = [];
  // Of a run that was killed while it placed its files, some are those of the old report.json, some those of the new.
  const listings: Listing[] = [];
  for (const file of [manifest, `${ready}/${manifest}`]) {
    const listing = await readListing(folder, file);
    if (listing === "foreign") foreign.push(file);
    else if (listing !== undefined) listings.push(listing);
  }
  const ours = new Set(listings.flatMap((listing) => [...listing.keys()]));
  for (const name of new Set([...names, ...ours])) {
    const content = name === manifest ? "nothing" : await contentAt(folder, name);
    const hash = hashOf(content);
    if (content === "nothing" || listings.some((listing) => listing.get(name) === hash)) continue;
    (ours.has(name) ? changed : foreign).push(name);
  }
  const parts: string[] = [];
  if (foreign.length > 0)
    parts.push(
      `${folder} holds files that this command did not write and would replace: ${listed(foreign, 5)}.`,
    );
  if (changed.length > 0)
    parts.push(`Files in ${folder} were changed after they had been written: ${listed(changed, 5)}.`);
  if (parts.length === 0) return;
  throw new UsageError(parts.join("\n"), {
    hint: "Name another folder (-o DIR), move the files away, or write over them: --force",
  });
}

/** The folder of the briefing that a file belongs to, if it belongs to one. */
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

/** Of any version, so that the output of an older one is recognised. */
const reportSchema = z.object({
  $schema: z.string().regex(/^urn:decoupling-briefing:report:[0-9]+$/),
  version: z.int(),
  files: z.record(z.string().refine(isInside), z.string().regex(/^[0-9a-f]{64}$/)),
});

/** The files that a report.json lists; undefined if it is missing, "foreign" if it is not one that we wrote. */
async function readListing(folder: string, file: string): Promise<Listing | "foreign" | undefined> {
  const content = await contentAt(folder, file);
  if (content === "nothing") return undefined;
  if (content === "not a file") return "foreign";
  if (lastRead?.content.equals(content) !== true) lastRead = { content, listing: listingIn(content) };
  return lastRead.listing;
}

/** A build asks several times, of a file of megabytes. */
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

/** What a file holds, no link followed; "not a file" where something else stands in its place or on the way to it. */
async function contentAt(folder: string, file: string): Promise<Buffer | "nothing" | "not a file"> {
  if ((await obstacle(folder, file)) !== undefined) return "not a file";
  const kind = await kindAt(path.join(folder, file));
  if (kind === "file") return await readFile(path.join(folder, file));
  return kind === "nothing" ? kind : "not a file";
}

const hashOf = (content: Buffer | string): string | undefined =>
  typeof content === "string" ? undefined : sha256(content);

/** Refuses a place that no file can be put in. */
async function refuseBlocked(folder: string, file: string): Promise<void> {
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

/** The first part of the way to a file that is not a folder. */
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

/** Refuses a set of paths that cannot stand in one folder: one that leaves it, two that are the same to some disks. */
function checkPaths(files: readonly RenderedFile[]): void {
  const seen = new Map<string, string>();
  for (const file of files) {
    if (!isInside(file.path))
      throw new BriefingError(`"${file.path}" cannot be written: it would leave the output folder.`);
    const before = seen.get(file.path.toLowerCase());
    if (before !== undefined)
      throw new BriefingError(`Two files would be written as ${file.path} and ${before}.`);
    seen.set(file.path.toLowerCase(), file.path);
  }
}

/** Whether a relative path stays inside its folder, whatever it says. */
function isInside(file: string): boolean {
  return (
    file !== "" &&
    !/[\\\0]/.test(file) &&
    file.split("/").every((part) => part !== "" && part !== "." && part !== "..") &&
    !file.startsWith(ownPrefix)
  );
}
