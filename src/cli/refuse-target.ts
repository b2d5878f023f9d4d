import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { UsageError } from "../model/usage-error.js";
import { refuseUnwritable } from "./refuse-unwritable.js";

interface Target {
  readonly file: string;
  /** What to do instead. */
  readonly hint: string;
  /** Files that are read. */
  readonly inputs?: readonly string[];
}

/** Refuses, before any work is done, a file that cannot be written, that is read, or that is part of a briefing. */
export async function refuseTarget({ file, hint, inputs = [] }: Target): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() === false)
    throw new UsageError(`${file} is ${found.isDirectory() ? "a folder" : "a device"}.`, { hint });
  await refuseUnwritable([path.dirname(file)], hint);
  const real = await realPath(file);
  if ((await Promise.all(inputs.map(realPath))).includes(real))
    throw new UsageError(`${file} would be written over, but it is what is read.`, { hint });
  const { briefingOf } = await import("../engine/render/write.js");
  const briefing = await briefingOf(real);
  if (briefing !== undefined)
    throw new UsageError(`${file} belongs to the briefing in ${briefing}.`, { hint });
}

/** The same of a PDF, and refuses to replace a file of another kind. */
export async function refusePdfTarget(file: string): Promise<void> {
  const hint = "Name another file: --pdf FILE";
  await refuseTarget({ file, hint });
  const content = await readFile(file, "latin1").catch(() => "%PDF-");
  if (!content.startsWith("%PDF-"))
    throw new UsageError(`${file} is not a PDF, and it would be written over.`, { hint });
}

const realPath = async (file: string): Promise<string> =>
  await realpath(file).catch(() => path.resolve(file));
