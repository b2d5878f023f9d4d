/**
 * A file at a path given by the user (diff -o, build --pdf, execute -o) is ours if it holds, byte for byte, what this
 * command wrote there, which the store remembers. Any other file is replaced only on request (--force). The files of a
 * folder are those of its report.json (render/write.ts).
 */
import { lstat, mkdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { replaceFile } from "../../lib/replace-file.js";
import { UsageError } from "../../model/errors.js";
import { briefingOf, type Overwrite } from "../render/write.js";
import { cacheFolder } from "../store/location.js";
import { Store } from "../store/store.js";
import { realPath, refuseFolder } from "./path-checks.js";

export interface Target {
  readonly file: string;
  readonly overwrite: Overwrite;
  readonly hint: string;
  readonly inputs?: readonly string[];
}

/** Rejects a file that cannot be written, is also an input, is part of a briefing, or is not ours. */
export async function refuseFile({ file, overwrite, hint, inputs = [] }: Target): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  const refuse = (why: string): never => {
    throw new UsageError(`${file} ${why}.`, { hint });
  };
  const isLink = found === undefined && (await lstat(file).catch(() => undefined)) !== undefined;
  if (isLink) refuse("is a link that leads to no file");
  if (found?.isFile() === false) refuse(`is ${found.isDirectory() ? "a folder" : "a device"}`);
  const real = realPath(path.resolve(file));
  await refuseFolder(path.dirname(real), hint);
  if (inputs.map((each) => realPath(path.resolve(each))).includes(real))
    refuse("is an input and would be overwritten");
  const briefing = await briefingOf(real);
  if (briefing !== undefined) refuse(`belongs to the briefing in ${briefing}`);
  if (found === undefined) return;
  if ((found.mode & 0o222) === 0) refuse("is write-protected");
  if (overwrite === "own" && !(await isOwn(real)))
    throw new UsageError(`${file} exists, and this command did not write it, or it was changed since.`, {
      hint: `${hint}. To write over it: --force`,
    });
}

/** Replaces the whole file and creates its folder if missing; rejects a file that appeared meanwhile. */
export async function writeOwnFile(target: Target, content: string | Uint8Array): Promise<void> {
  await refuseFile(target);
  const real = realPath(path.resolve(target.file));
  await mkdir(path.dirname(real), { recursive: true });
  // Recorded before writing, with the last few: the file is recognised whenever the program is interrupted.
  const traces = new Set([traceOf(content), ...remembered(real)]);
  storeOf(real).put("written", real, [...traces].slice(0, maxRemembered));
  await replaceFile(real, content);
}

async function isOwn(file: string): Promise<boolean> {
  const traces = remembered(file);
  const { size } = await stat(file);
  // A foreign file may be of any size.
  return (
    traces.some((trace) => trace.startsWith(`${size} `)) && traces.includes(traceOf(await readFile(file)))
  );
}

const maxRemembered = 5;

/** Traces of what was written there, newest first. */
function remembered(file: string): readonly string[] {
  const stored = storeOf(file).get("written", file);
  return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
}

/** Chosen by the file's path, so that the current folder does not matter. */
const storeOf = (file: string): Store => new Store(cacheFolder(path.dirname(file)));

const traceOf = (content: string | Uint8Array): string => `${Buffer.byteLength(content)} ${sha256(content)}`;
