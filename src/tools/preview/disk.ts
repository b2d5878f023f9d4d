/** What stands on disk at a moment, so that a page is never older than its files, whatever a watcher told. */
import { createHash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { isLookedAt, type Places } from "./places.js";

interface FileState {
  /** Which file it is, its size and its times. */
  readonly stamp: string;
  /** Of the content, of a file that changed so lately that its next change could bear the same stamp. */
  readonly hash?: string;
}

/** Absolute path → state. */
export type DiskState = ReadonlyMap<string, FileState>;

/** Longer than the coarsest clock of a file system ticks. */
const settledAfterMs = 2000;

/** `before` is what will be compared with: what was read of a file then is read once more. */
export async function lookAt(places: Places, before: DiskState = new Map()): Promise<DiskState> {
  const found = new Map<string, FileState>();
  await Promise.all(places.roots.map((root) => visit(root, [])));
  return found;

  async function visit(file: string, above: readonly string[]): Promise<void> {
    try {
      const stats = await stat(file, { bigint: true });
      if (!stats.isDirectory()) {
        found.set(file, await stateOf(file, stats, before.get(file)));
        return;
      }
      const real = await realpath(file);
      // A link may lead back up.
      if (above.includes(real)) return;
      const inside = (await readdir(file)).map((name) => path.join(file, name));
      await Promise.all(
        inside.filter((each) => isLookedAt(each, places)).map((each) => visit(each, [...above, real])),
      );
    } catch (error) {
      const { code = String(error) } = error as NodeJS.ErrnoException;
      // Gone, perhaps since its folder was read; what cannot be read is there, and may become readable.
      if (code !== "ENOENT" && code !== "ENOTDIR") found.set(file, { stamp: code });
    }
  }
}

async function stateOf(file: string, stats: BigIntStats, before: FileState | undefined): Promise<FileState> {
  const stamp = [stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(" ");
  const changedMs = Number(stats.mtimeMs > stats.ctimeMs ? stats.mtimeMs : stats.ctimeMs);
  const isSettled = changedMs < Date.now() - settledAfterMs;
  const hashBefore = before?.stamp === stamp ? before.hash : undefined;
  if (isSettled && hashBefore === undefined) return { stamp };
  const hash = sha256(await readFile(file));
  return isSettled && hash === hashBefore ? { stamp } : { stamp, hash };
}

/** Absolute paths of the files that came, went or changed from one look to the next. */
export function changesBetween(before: DiskState, after: DiskState): readonly string[] {
  const gone = [...before.keys()].filter((file) => !after.has(file));
  const others = [...after].flatMap(([file, state]) => (isSame(before.get(file), state) ? [] : [file]));
  return [...gone, ...others];
}

function isSame(before: FileState | undefined, after: FileState): boolean {
  if (before === undefined || before.stamp !== after.stamp) return false;
  return before.hash === undefined || after.hash === undefined || before.hash === after.hash;
}

const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");
