import { open, realpath, stat } from "node:fs/promises";
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
  if ((await stat(file).catch(() => undefined))?.isDirectory() === true)
    throw new UsageError(`${file} is a folder.`, { hint });
  await refuseUnwritable([path.dirname(file)], hint);
  const real = await realPath(file);
  if ((await Promise.all(inputs.map(realPath))).includes(real))
    throw new UsageError(`${file} would be written over, but it is what is read.`, { hint });
  const { briefingOf } = await import("../render/output-owner.js");
  const briefing = await briefingOf(real);
  if (briefing !== undefined)
    throw new UsageError(`${file} belongs to the briefing in ${briefing}.`, { hint });
}

/** Refuses to replace a file that is not a PDF. */
export async function refuseOtherThanPdf(file: string): Promise<void> {
  const found = await open(file).catch(() => undefined);
  if (found === undefined) return;
  try {
    const { buffer } = await found.read({ buffer: Buffer.alloc(5) });
    if (buffer.toString("latin1") !== "%PDF-")
      throw new UsageError(`${file} is not a PDF, and it would be written over.`, {
        hint: "Name another file: --pdf FILE",
      });
  } finally {
    await found.close();
  }
}

const realPath = async (file: string): Promise<string> =>
  await realpath(file).catch(() => path.resolve(file));
