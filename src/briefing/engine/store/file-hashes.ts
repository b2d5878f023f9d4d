/**
 * File hashes, kept between processes. A file is read again only if its size or one of its times changed, or if it
 * changed so recently that another change could have the same times.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { sha256 } from "../../lib/hash.js";
import { memoized } from "../../lib/once.js";

/** The current state of files; none is examined twice. */
export interface FilesNow {
  hashOf(file: string): string | undefined;
  exists(place: string): boolean;
  listingOf(folder: string): string;
}

interface Known {
  readonly stamp: string;
  readonly hash: string;
}

/** Longer than the coarsest clock tick of a file system. */
const settledAfterMs = 2000;
/** Number of files to remember; above it, only those that this process has looked at. */
const remembered = 20_000;

export class FileHashes {
  readonly #load: () => unknown;
  readonly #save: (known: unknown) => void;
  readonly #looked = new Set<string>();
  #known: Map<string, Known> | undefined;
  #learned = false;

  /** `load` and `save` keep hashes between processes. */
  constructor(load: () => unknown, save: (known: unknown) => void) {
    this.#load = load;
    this.#save = save;
  }

  now(): FilesNow {
    return {
      hashOf: memoized((file) => this.#hashOf(file)),
      exists: memoized((place) => existsSync(place)),
      listingOf: memoized(listingOf),
    };
  }

  save(): void {
    if (!this.#learned || this.#known === undefined) return;
    this.#learned = false;
    if (this.#known.size > remembered)
      this.#known = new Map([...this.#known].filter(([file]) => this.#looked.has(file)));
    this.#save([...this.#known]);
  }

  #hashOf(file: string): string | undefined {
    try {
      const stats = statSync(file);
      // Reading a pipe would block, reading a device would never end.
      if (!stats.isFile()) return undefined;
      const stamp = `${stats.size} ${stats.mtimeMs} ${stats.ctimeMs}`;
      this.#known ??= new Map((this.#load() as [string, Known][] | undefined) ?? []);
      this.#looked.add(file);
      const before = this.#known.get(file);
      if (before?.stamp === stamp) return before.hash;
      const examinedAt = Date.now();
      const hash = sha256(readFileSync(file));
      if (Math.max(stats.mtimeMs, stats.ctimeMs) < examinedAt - settledAfterMs) {
        this.#known.set(file, { stamp, hash });
        this.#learned = true;
      }
      return hash;
    } catch {
      return undefined;
    }
  }
}

function listingOf(folder: string): string {
  try {
    return sha256(JSON.stringify(readdirSync(folder).sort()));
  } catch {
    return "none";
  }
}
