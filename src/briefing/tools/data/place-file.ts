/** Moves a table's file to its place in data/, completely or not at all, without overwriting the user's files. */
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { refuseFile } from "../../engine/build/output-file.js";
import type { Overwrite } from "../../engine/render/write.js";
import { sha256File } from "../../lib/hash.js";

export interface Placement {
  readonly from: string;
  readonly to: string;
  readonly overwrite: Overwrite;
  /** What to do instead. */
  readonly hint: string;
}

/** Rejects a place where another file exists. */
export async function refusePlace({ from, to, overwrite, hint }: Placement): Promise<void> {
  if (await isSame(from, to)) return;
  await refuseFile({ file: to, overwrite, hint });
}

/** The previous file is kept until `finish` is done, and restored if that fails. */
export async function placeFile(placement: Placement, finish: () => Promise<void>): Promise<void> {
  const { from } = placement;
  await refusePlace(placement);
  if (await isSame(from, placement.to)) return finish();
  const to = await realpath(placement.to).catch(() => placement.to);
  await mkdir(path.dirname(to), { recursive: true });
  const beside = (ending: string): string =>
    path.join(path.dirname(to), `.${path.basename(to)}.${process.pid}.${ending}`);
  const next = beside("part");
  const earlier = beside("earlier");
  try {
    // Copies only the content: with its permissions, a read-only file would block the next edition.
    await pipeline(createReadStream(from), createWriteStream(next));
    const isThere = existsSync(to);
    if (isThere) await rename(to, earlier);
    try {
      await rename(next, to);
      await finish();
    } catch (error) {
      await (isThere ? rename(earlier, to) : rm(to, { force: true }));
      throw error;
    }
    await rm(earlier, { force: true });
  } finally {
    await rm(next, { force: true });
  }
}

async function isSame(from: string, to: string): Promise<boolean> {
  const [a, b] = await Promise.all([from, to].map((file) => stat(file).catch(() => undefined)));
  if (a?.isFile() !== true || b?.isFile() !== true || a.size !== b.size) return false;
  return (await sha256File(from)) === (await sha256File(to));
}
