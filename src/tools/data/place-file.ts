/** Takes the file of a table to its place in data/, whole or not at all; what a person has there is theirs. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, mkdir, realpath, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { refuseFile } from "../../engine/build/own-file.js";
import type { Overwrite } from "../../engine/render/write.js";

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

export async function placeFile(placement: Placement): Promise<void> {
  const { from } = placement;
  await refusePlace(placement);
  if (await isSame(from, placement.to)) return;
  const to = await realpath(placement.to).catch(() => placement.to);
  await mkdir(path.dirname(to), { recursive: true });
  const aside = path.join(path.dirname(to), `.${path.basename(to)}.${process.pid}.part`);
  try {
    await copyFile(from, aside);
    await rename(aside, to);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}

async function isSame(from: string, to: string): Promise<boolean> {
  const [a, b] = await Promise.all([from, to].map((file) => stat(file).catch(() => undefined)));
  if (a?.isFile() !== true || b?.isFile() !== true || a.size !== b.size) return false;
  return (await sha256File(from)) === (await sha256File(to));
}

/** Of a file of any size. */
export async function sha256File(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}
