/**
 * JSON files that know whether they are whole: the first line is the hash of the rest. What is torn, edited or of
 * another kind reads as if it were not there. Nothing here throws: without a store everything works, only slower.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { threadId } from "node:worker_threads";

const checksum = (text: string): string => createHash("sha256").update(text).digest("hex");

export function readChecked(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return end > 0 && text.slice(0, end) === checksum(body) ? (JSON.parse(body) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** What has not been used for longest is thrown away first; to the day is near enough. */
export function markUsed(file: string): void {
  try {
    const now = new Date();
    if (now.getTime() - statSync(file).mtimeMs > dayMs) utimesSync(file, now, now);
  } catch {
    // Thrown away meanwhile.
  }
}

let written = 0;

/** Another process sees the old file or the new one, never a part. */
export function writeChecked(file: string, value: unknown): void {
  const body = JSON.stringify(value);
  written += 1;
  const aside = `${file}.${process.pid}-${threadId}-${written}.tmp`;
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(aside, `${checksum(body)}\n${body}`);
    renameSync(aside, file);
  } catch {
    remove(aside);
  }
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its folder is none, so neither is it.
  }
}
