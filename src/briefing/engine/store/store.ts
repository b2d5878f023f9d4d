/**
 * The cache: JSON values under a kind and a key, each in a file that contains both and a checksum. An entry that does
 * not match (truncated, edited, swapped with another) is removed and counts as missing, because every entry can be
 * recomputed. Nothing here throws: without a store everything works, only more slowly.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { threadId } from "node:worker_threads";
import { sha256 } from "../../lib/hash.js";
import { FileHashes } from "./file-hashes.js";

/** Kinds of entries, each in a folder of that name, with its title in `briefing cache`. */
export const entryKinds = {
  types: "checked types",
  tables: "checked tables",
  layouts: "cells that are laid out well",
  executions: "executed notebooks",
  results: "remembered results and large tables",
  drawings: "drawn figures",
  builds: "last builds",
  fingerprints: "what cells depend on",
  written: "what was written where",
  perturbations: "sentences with other data",
} as const;
export type EntryKind = keyof typeof entryKinds;

/** Folder of the entries in the cache folder, which may contain files of others. */
export const entriesFolder = "store";

const dayMs = 24 * 60 * 60 * 1000;
let written = 0;

export class Store {
  /** The cache folder; kernels and worker threads use it to open the same store. */
  readonly folder: string;
  readonly hashes: FileHashes;

  constructor(folder: string) {
    this.folder = folder;
    this.hashes = new FileHashes(
      () => this.get("fingerprints", "file hashes"),
      (known) => {
        this.put("fingerprints", "file hashes", known);
      },
    );
  }

  get(kind: EntryKind, key: string): unknown {
    const file = this.#fileOf(kind, key);
    try {
      const stats = statSync(file, { throwIfNoEntry: false });
      if (stats === undefined) return undefined;
      markUsed(file, stats.mtimeMs);
      const value = readEntry(file, kind, key);
      if (value === undefined) remove(file);
      return value;
    } catch {
      return undefined;
    }
  }

  /** Another process sees the old entry or the new one, never a mixture. */
  put(kind: EntryKind, key: string, value: unknown): void {
    const file = this.#fileOf(kind, key);
    written += 1;
    const aside = `${file}.${process.pid}-${threadId}-${written}.tmp`;
    try {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(aside, entryText(kind, key, JSON.stringify(value)));
      renameSync(aside, file);
    } catch {
      remove(aside);
    }
  }

  delete(kind: EntryKind, key: string): void {
    remove(this.#fileOf(kind, key));
  }

  /** For those who make the entry: see lock.ts. */
  lockOf(kind: EntryKind, key: string): string {
    return `${this.#fileOf(kind, key)}-lock`;
  }

  #fileOf(kind: EntryKind, key: string): string {
    return path.join(this.folder, entriesFolder, kind, sha256(key).slice(0, 40));
  }
}

/** The first line identifies the entry; its checksum covers kind, key and body. */
function entryText(kind: EntryKind, key: string, body: string): string {
  return `${JSON.stringify({ kind, key, checksum: checksumOf(kind, key, body) })}\n${body}`;
}

function readEntry(file: string, kind: EntryKind, key: string): unknown {
  const text = readFileSync(file, "utf8");
  const end = text.indexOf("\n");
  const body = text.slice(end + 1);
  const checksum = checksumOf(kind, key, body);
  const isWhole = text.slice(0, end) === JSON.stringify({ kind, key, checksum });
  return isWhole ? (JSON.parse(body) as unknown) : undefined;
}

const checksumOf = (kind: EntryKind, key: string, body: string): string => sha256(`${kind}\n${key}\n${body}`);

/** The least recently used entries are removed first; precision to the day is enough. */
function markUsed(file: string, usedMs: number): void {
  const now = new Date();
  if (now.getTime() - usedMs > dayMs) utimesSync(file, now, now);
}

function remove(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // The cache is not writable, so nothing is stored.
  }
}
