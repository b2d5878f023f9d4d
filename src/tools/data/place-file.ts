/** Takes the file of a table to its place in data/, whole or not at all; what a person has there is theirs. */
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

/** Refuses a place where something else lies. */
export async function refusePlace({ from, to, overwrite, hint }: Placement): Promise<void> {
  if (await isSame(from, to)) return;
  await refuseFile({ file: to, overwrite, hint });
}

/** What lay there before is kept until `finish` is done, and comes back where that fails. */
export async function placeFile(placement: Placement, finish: () => Promise<void>): Promise<void> {
  const { from } = placement;
  await refusePlace(placement);
  if (await isSame(from, placement.to)) return finish();
  const to = await realpath(placement.to).catch(() => placement.to);
  await mkdir(path.dirname(to), { recursive: true });
  const beside = (ending: string): string =>
    path.join(path.dirname(to), `.${path.basename(to)}.${process.pid}.${ending}`);
  const [next, earlier] = [beside("part"), beside("earlier")];
  try {
    // Its content alone: a file that may not be written to would refuse the next edition.
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
