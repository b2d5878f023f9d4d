/**
 * Compilations kept on disk. An entry answers for a key (what was compiled, by which compiler) as long as every file
 * it rests on has the same content and nothing has appeared where an import was looked for in vain. The list of files,
 * nearly always the same, is kept once under its own hash.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { markUsed, readChecked, writeChecked } from "./checked-file.js";
import { createFileHashes, sha256, type Pass } from "./file-hashes.js";
import type { Seen } from "./seen.js";

export interface CompileStore {
  /** What the entry of a key rests on; undefined where there is none. */
  seen(key: string): Seen | undefined;
  /** undefined: not there, torn, or no longer true. */
  get(key: string, pass: Pass): unknown;
  put(key: string, value: unknown, seen: Seen): void;
}

interface Entry {
  readonly key: string;
  readonly files: string;
  readonly absent: readonly string[];
  readonly value: unknown;
}

type FileList = readonly (readonly [file: string, hash: string | undefined])[];

export function createCompileStore(folder: string): CompileStore {
  const hashes = createFileHashes(folder);
  const lists = new Map<string, FileList>();
  const entryFile = (key: string): string => path.join(folder, "entries", `${key}.json`);
  const listFile = (hash: string): string => path.join(folder, "lists", `${hash}.json`);

  const listOf = (hash: string): FileList | undefined => {
    const known = lists.get(hash) ?? (readChecked(listFile(hash)) as FileList | undefined);
    if (known && !lists.has(hash)) {
      lists.set(hash, known);
      markUsed(listFile(hash));
    }
    return known;
  };

  const entryOf = (key: string): { readonly entry: Entry; readonly list: FileList } | undefined => {
    const entry = readChecked(entryFile(key)) as Entry | undefined;
    const list = entry?.key === key ? listOf(entry.files) : undefined;
    return entry && list && { entry, list };
  };

  return {
    seen(key) {
      const found = entryOf(key);
      return found && { files: found.list.map(([file]) => file), absent: found.entry.absent };
    },
    get(key, pass) {
      const found = entryOf(key);
      if (!found) return undefined;
      const { entry, list } = found;
      const holds =
        list.every(([file, hash]) => hashes.hashOf(file, pass) === hash) &&
        !entry.absent.some((place) => isThere(place, pass));
      hashes.save();
      if (!holds) return undefined;
      markUsed(entryFile(key));
      return entry.value;
    },
    put(key, value, { files, absent }) {
      const pass: Pass = new Map();
      const list: FileList = files.map((file) => [file, hashes.hashOf(file, pass)]);
      const hash = sha256(JSON.stringify(list));
      // Rewritten if it is torn.
      if (!listOf(hash)) writeChecked(listFile(hash), list);
      lists.set(hash, list);
      writeChecked(entryFile(key), { key, files: hash, absent, value } satisfies Entry);
      hashes.save();
    },
  };
}

function isThere(place: string, pass: Pass): boolean {
  const noted = `there? ${place}`;
  if (!pass.has(noted)) pass.set(noted, existsSync(place) ? "yes" : undefined);
  return pass.get(noted) !== undefined;
}
