import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { cacheFolder } from "./stores.js";
import { UsageError } from "../model/usage-error.js";

/** What the cache folder holds: nothing else in it is touched, for a person may have named any folder. */
export const cacheParts = {
  compile: "compiled cells",
  executions: "executed notebooks",
  drawings: "drawn figures",
  pages: "notes of written briefings",
  failed: "partly executed notebooks",
} as const;
type PartName = keyof typeof cacheParts;

export interface CachePart {
  readonly name: PartName;
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

/** Bytes that the cache may hold: BRIEFING_CACHE_SIZE in megabytes. */
export function cacheLimit(environment: NodeJS.ProcessEnv = process.env): number {
  const given = environment["BRIEFING_CACHE_SIZE"];
  if (given === undefined || given === "") return defaultMegabytes * megabyte;
  const megabytes = Number(given);
  if (Number.isFinite(megabytes) && megabytes > 0) return megabytes * megabyte;
  throw new UsageError(`BRIEFING_CACHE_SIZE is ${JSON.stringify(given)}: a number of megabytes is wanted.`);
}

export async function measureCache(folder: string): Promise<readonly CachePart[]> {
  return Promise.all(
    names().map(async (name) => {
      const files = await filesBelow(path.join(folder, name));
      return { name, files: files.length, bytes: bytesOf(files) };
    }),
  );
}

/** Takes away what was used longest ago until the rest fits, and what killed builds left half-written. */
async function pruneCache(folder: string, limit: number): Promise<void> {
  const found = await Promise.all(names().map((name) => filesBelow(path.join(folder, name))));
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

/** After a command that may have added to it. */
export const keepToLimit = (from: string, limit: number): Promise<void> =>
  pruneCache(cacheFolder(from), limit);

export async function clearCache(folder: string): Promise<void> {
  for (const name of names()) await rm(path.join(folder, name), { recursive: true, force: true });
}

const names = (): readonly PartName[] => Object.keys(cacheParts) as PartName[];
const bytesOf = (files: readonly StoredFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

async function filesBelow(folder: string): Promise<readonly StoredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const stored = await Promise.all(
    files.map(async (file): Promise<StoredFile | undefined> => {
      // Another build may have taken it away.
      const stats = await stat(file).catch(() => undefined);
      return stats && { file, bytes: stats.size, used: stats.mtimeMs };
    }),
  );
  return stored.filter((each) => each !== undefined);
}
