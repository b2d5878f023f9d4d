/**
 * The size of the cache and its limit. BRIEFING_CACHE_DIR may name a folder that contains other files, so only the
 * folders below are measured or cleared.
 */
import { readdir, rm, rmdir, stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../../model/errors.js";
import { entriesFolder, entryKinds } from "./store.js";

/** Folders in the cache folder, and their contents. */
const parts: readonly (readonly [name: string, title: string])[] = [
  ...Object.entries(entryKinds).map(([kind, title]) => [`${entriesFolder}/${kind}`, title] as const),
  ["failed", "partly executed notebooks"],
];

export interface CachePart {
  readonly name: string;
  readonly title: string;
  readonly files: number;
  readonly bytes: number;
}

interface StoredFile {
  readonly file: string;
  readonly bytes: number;
  /** Epoch milliseconds of the last use, to the day. */
  readonly used: number;
}

const megabyte = 1_000_000;
const defaultMegabytes = 512;
/** A file that is being written is younger. */
const abandonedAfterMs = 60 * 60 * 1000;

/** The limit of the cache in bytes: BRIEFING_CACHE_SIZE in megabytes. */
export function cacheLimit(environment: NodeJS.ProcessEnv = process.env): number {
  const given = environment["BRIEFING_CACHE_SIZE"];
  if (given === undefined || given === "") return defaultMegabytes * megabyte;
  const megabytes = Number(given);
  if (Number.isFinite(megabytes) && megabytes > 0) return megabytes * megabyte;
  throw new UsageError(`BRIEFING_CACHE_SIZE is ${JSON.stringify(given)}, not a number of megabytes.`);
}

export async function measureCache(folder: string): Promise<readonly CachePart[]> {
  return Promise.all(
    parts.map(async ([name, title]) => {
      const files = await filesBelow(path.join(folder, name));
      return { name, title, files: files.length, bytes: bytesOf(files) };
    }),
  );
}

/** Removes the least recently used entries until the rest fits, and partial files of killed builds. */
export async function keepToLimit(folder: string, limit: number): Promise<void> {
  const found = await Promise.all(parts.map(([name]) => filesBelow(path.join(folder, name))));
  const now = Date.now();
  const isAbandoned = ({ file, used }: StoredFile): boolean =>
    file.endsWith(".tmp") && now - used > abandonedAfterMs;
  const files = found.flat();
  let bytes = bytesOf(files);
  for (const each of files.sort((a, b) => a.used - b.used || (a.file < b.file ? -1 : 1))) {
    if (bytes <= limit && !isAbandoned(each)) continue;
    await rm(each.file, { force: true }).catch(() => undefined);
    bytes -= each.bytes;
  }
}

/** Removes folders only if they are then empty: files of others are kept. */
export async function clearCache(folder: string): Promise<void> {
  for (const [name] of parts) {
    for (const { file } of await filesBelow(path.join(folder, name))) await rm(file, { force: true });
    await rmdir(path.join(folder, name)).catch(() => undefined);
  }
  await rmdir(path.join(folder, entriesFolder)).catch(() => undefined);
}

const bytesOf = (files: readonly StoredFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Our files: entries are named by a hash, partly executed notebooks start with one. */
const ownName = /^[0-9a-f]{40}(?:\..*\.tmp)?$|^[0-9a-f]{12}-.*\.ipynb$/;

async function filesBelow(folder: string): Promise<readonly StoredFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile() && ownName.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  const stored = await Promise.all(
    files.map(async (file): Promise<StoredFile | undefined> => {
      // Another build may have removed it.
      const stats = await stat(file).catch(() => undefined);
      return stats && { file, bytes: stats.size, used: stats.mtimeMs };
    }),
  );
  return stored.filter((each) => each !== undefined);
}
