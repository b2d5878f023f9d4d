/** Modules that were compiled again after the notebook loaded them: it goes on with the old code, and should be told. */
import { statSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../../lib/hash.js";
import type { Sources } from "./sources.js";
import { unobserved } from "./trace/file-system.js";

interface Loaded {
  modified: number;
  hash: string | undefined;
}

/** Modules of the folder are compiled by the kernel: whichever cell imports them gets the new ones. */
const isOfNode = (file: string): boolean =>
  !/\.[cm]?tsx?$/.test(file) && !/[\\/]node_modules[\\/]/.test(file);

const shownModules = 3;

export class RebuiltModules {
  readonly #folder: string;
  readonly #sources: Sources;
  readonly #loaded = new Map<string, Loaded>();

  constructor(folder: string, sources: Sources) {
    this.#folder = folder;
    this.#sources = sources;
  }

  /** Takes note of modules as they are on disk now, when they have just been loaded. */
  remember(modules: readonly string[]): void {
    for (const file of modules)
      if (isOfNode(file) && path.isAbsolute(file))
        this.#loaded.set(file, { modified: modifiedAt(file), hash: hashOf(file) });
  }

  /** What to tell the person, once for each time something was compiled. */
  news(): string | undefined {
    const changed = [...this.#loaded].filter(([file, known]) => {
      const modified = modifiedAt(file);
      if (modified === known.modified) return false;
      const hash = hashOf(file);
      if (hash === undefined) return false;
      const isNew = hash !== known.hash;
      Object.assign(known, { modified, hash });
      return isNew;
    });
    if (changed.length === 0) return undefined;
    const names = changed.map(([file]) => path.relative(this.#folder, this.#sources.originalFile(file)));
    const more = names.length - shownModules;
    const list = names.slice(0, shownModules).join(", ") + (more > 0 ? ` and ${more} more` : "");
    return `Changed since this kernel loaded it: ${list}. Restart the kernel to use what is new.\n`;
  }
}

/** A file that is being written may be gone for a moment. */
function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function hashOf(file: string): string | undefined {
  try {
    return sha256(unobserved.readFileSync(file));
  } catch {
    return undefined;
  }
}
