/**
 * The one place that writes under output/. A folder cannot be exchanged in one step, so:
 *
 *   stage    every file that changes, and report.json, in a folder beside them (until here the old output is untouched)
 *   decide   rename that folder: from here on the new output is the one that counts
 *   place    rename its files into their places, remove what report.json lists no longer, report.json last
 *
 * The next run finishes one that was killed after it had decided, and forgets one that was killed before.
 */
import path from "node:path";
import { withLock } from "../../lib/lock.js";
import type { RenderedFile } from "./contract.js";
import { OutputError } from "./errors.js";
import { fileSystem, type OutputEffects } from "./output-effects.js";
import { OutputFolder } from "./output-folder.js";
import { type Listing, type Overwrite, readListing, refuseForeign, standing } from "./output-owner.js";
import { checkPaths, lockName, manifest, ready, staging } from "./output-path.js";

export interface WriteSettings {
  /** "own" if not said. */
  readonly overwrite?: Overwrite | undefined;
  readonly effects?: OutputEffects;
  /** How long to wait for another build that is writing; 60 seconds if not said. */
  readonly waitMs?: number;
}

export interface WriteResult {
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Makes the folder hold these files, report.json among them; those that it lists no longer go, others' stay. */
export async function writeOutput(
  folder: string,
  files: readonly RenderedFile[],
  { overwrite = "own", effects = fileSystem, waitMs = 60_000 }: WriteSettings = {},
): Promise<WriteResult> {
  checkPaths(files);
  const lock = path.join(folder, lockName);
  const onTaken = (holder: string, waitedMs: number) => {
    if (waitedMs < waitMs) return;
    throw new OutputError(`${folder} is being written by another build (process ${holder}).`, {
      hint: `Wait until it is done. If no such build is running, remove ${lock} and build again.`,
    });
  };
  return await withLock(lock, { onTaken }, () => write(new OutputFolder(folder, effects), files, overwrite));
}

async function write(
  folder: OutputFolder,
  files: readonly RenderedFile[],
  overwrite: Overwrite,
): Promise<WriteResult> {
  const names = files.map((file) => file.path);
  await refuseForeign(folder, names, overwrite);
  await folder.removeTree(staging);
  await place(folder);
  const changed: RenderedFile[] = [];
  for (const file of files) if (!(await holds(folder, file))) changed.push(file);
  const removed = await noLongerListed(folder, new Set(names));
  if (changed.length > 0 || removed.length > 0) {
    const staged = new Set([...changed, ...files.filter((file) => file.path === manifest)]);
    for (const file of staged) await folder.write(`${staging}/${file.path}`, file.content);
    if (listed(await readListing(folder, `${staging}/${manifest}`)).size === 0)
      throw new OutputError(`There is no ${manifest} among the files that lists the others.`);
    await folder.rename(staging, ready);
    await place(folder);
  }
  return { written: changed.map((file) => file.path), removed, unchanged: files.length - changed.length };
}

async function holds(folder: OutputFolder, file: RenderedFile): Promise<boolean> {
  const content = await folder.read(file.path);
  return typeof content !== "string" && Buffer.from(content).equals(Buffer.from(file.content as string));
}

/** Finishes what was decided; nothing happens where nothing was. */
async function place(folder: OutputFolder): Promise<void> {
  const decided = listed(await readListing(folder, `${ready}/${manifest}`));
  if (decided.size > 0) {
    for (const file of decided.keys())
      if ((await folder.read(`${ready}/${file}`)) !== "nothing")
        await folder.rename(`${ready}/${file}`, file);
    for (const file of await noLongerListed(folder, new Set([...decided.keys(), manifest])))
      await folder.remove(file);
    // Last: until then the old one tells what was there before.
    await folder.rename(`${ready}/${manifest}`, manifest);
  }
  await folder.removeTree(ready);
}

/** Files of the output as it stands that are not among the new ones. What was changed by hand is no longer ours. */
async function noLongerListed(folder: OutputFolder, kept: ReadonlySet<string>): Promise<readonly string[]> {
  const before = listed(await readListing(folder, manifest));
  const gone: string[] = [];
  for (const file of before.keys())
    if (!kept.has(file) && (await standing(folder, file, [before])) === "ours") gone.push(file);
  return gone;
}

const listed = (listing: Listing | "foreign" | undefined): Listing =>
  listing === undefined || listing === "foreign" ? new Map() : listing;
