/**
 * Hashes of files, known from one process to the next. A file is read again only if its size or one of its times
 * changed, or if it changed so lately that the next change could bear the same times.
 */
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

/** Longer than the coarsest clock of a file system ticks. */
const settledAfterMs = 2000;

/** So many files are remembered; beyond that, those that this process has looked at. */
const remembered = 20_000;

/** `contentOf` says what of a file counts; all that is kept in one folder must agree on it. */
export function createFileHashes(
  store: string,
  contentOf: (file: string) => string | Buffer = contentSeen,
): FileHashes {
  const place = path.join(store, "seen.json");
  let known: Map<string, Known> | undefined;
  let learned = false;
  const looked = new Set<string>();

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
      if (known.size > remembered) known = new Map([...known].filter(([file]) => looked.has(file)));
      writeChecked(place, [...known]);
    },
  };

  function lookAt(file: string): string | undefined {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return undefined;
    const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
    known ??= load();
    looked.add(file);
    const before = known.get(file);
    if (before?.stamp === stamp) return before.hash;
    const lookedAt = Date.now();
    const hash = read(file);
    if (hash !== undefined && Math.max(stats.mtimeMs, stats.ctimeMs) < lookedAt - settledAfterMs) {
      known.set(file, { stamp, hash });
      learned = true;
    }
    return hash;
  }

  function read(file: string): string | undefined {
    try {
      return sha256(contentOf(file));
    } catch {
      return undefined;
    }
  }
}
