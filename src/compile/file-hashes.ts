/** Hashes of the files a compilation has seen. A file is read again only if its size or one of its times changed. */
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import path from "node:path";
import { readChecked, writeChecked } from "./checked-file.js";
import { contentSeen } from "./project-rows.js";

/** What was found in one pass: within it no file is looked at twice. */
export type Pass = Map<string, string | undefined>;

export interface FileHashes {
  /** undefined where there is no such file. */
  hashOf(file: string, pass: Pass): string | undefined;
  /** Keeps what was learned for the next process. */
  save(): void;
}

interface Known {
  readonly stamp: string;
  readonly hash: string;
}

export const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

export function createFileHashes(store: string): FileHashes {
  const place = path.join(store, "seen.json");
  let known: Map<string, Known> | undefined;
  let learned = false;

  const load = (): Map<string, Known> => new Map((readChecked(place) as [string, Known][] | undefined) ?? []);

  return {
    hashOf(file, pass) {
      if (pass.has(file)) return pass.get(file);
      const hash = lookAt(file);
      pass.set(file, hash);
      return hash;
    },
    save() {
      if (!learned || !known) return;
      learned = false;
      writeChecked(place, [...known]);
    },
  };

  function lookAt(file: string): string | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return undefined;
    const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
    known ??= load();
    const before = known.get(file);
    if (before?.stamp === stamp) return before.hash;
    const hash = read(file);
    if (hash !== undefined) {
      known.set(file, { stamp, hash });
      learned = true;
    }
    return hash;
  }
}

function read(file: string): string | undefined {
  try {
    return sha256(contentSeen(file));
  } catch {
    return undefined;
  }
}
