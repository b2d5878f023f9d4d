/**
 * TypeScript modules beside the notebook: `require` finds them where TypeScript does, and they are compiled when they
 * are loaded. A person edits them meanwhile: those that changed, and what imports them, are loaded anew by the next
 * cell that imports them.
 */
import { statSync } from "node:fs";
import path from "node:path";
import { sha256 } from "../../../lib/hash.js";
import { listed } from "../../../lib/plural.js";
import { emitModule } from "../../compile/emit/emit-module.js";
import { isInstalled, isPath, typeScriptFile } from "../../compile/local-modules.js";
import { loader, resolveBy, type LoadedModule } from "./module-loader.js";
import type { Sources } from "./sources.js";
import { unobserved } from "./trace/file-system.js";

class LoadedFiles {
  readonly #known = new Map<string, { modified: number; hash: string | undefined }>();

  remember(file: string, content: string | Uint8Array | undefined = readIfThere(file)): void {
    this.#known.set(file, { modified: modifiedAt(file), hash: hashOf(content) });
  }

  forget(file: string): void {
    this.#known.delete(file);
  }

  /** Those with another content than when it was asked last, or that cannot be read: gone, or being written. */
  changed(): readonly string[] {
    return [...this.#known].flatMap(([file, known]) => {
      const modified = modifiedAt(file);
      if (modified === known.modified) return [];
      const hash = hashOf(readIfThere(file));
      const isChanged = hash === undefined || hash !== known.hash;
      if (hash !== undefined) Object.assign(known, { modified, hash });
      return isChanged ? [file] : [];
    });
  }
}

const modifiedAt = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

const hashOf = (content: string | Uint8Array | undefined): string | undefined =>
  content === undefined ? undefined : sha256(content);

function readIfThere(file: string): Uint8Array | undefined {
  try {
    return unobserved.readFileSync(file);
  } catch {
    return undefined;
  }
}

const extensions = [".ts", ".tsx", ".mts", ".cts"];

export class ProjectModules {
  readonly #sources: Sources;
  readonly #loaded = new LoadedFiles();
  readonly #shield: <T>(work: () => T) => T;

  constructor(sources: Sources, shield: <T>(work: () => T) => T) {
    this.#sources = sources;
    this.#shield = shield;
  }

  install(): void {
    resolveBy((request, importer, usual) => moduleOf(request, importer) ?? usual());
    for (const extension of extensions) {
      // Not enumerable: Node would look for TypeScript in packages, too.
      Object.defineProperty(loader._extensions, extension, {
        configurable: true,
        enumerable: false,
        value: (module: LoadedModule, file: string) => {
          this.#load(module, file);
        },
      });
    }
  }

  #load(module: LoadedModule, file: string): void {
    const text = unobserved.readFileSync(file, "utf8");
    this.#loaded.remember(file, text);
    const { js, map } = this.#shield(() => emitModule(path.basename(file), text));
    this.#sources.addModule(file, map);
    module._compile(js, file);
  }

  /** Before a cell of a person who may have edited them. */
  forgetChanged(): void {
    const changed = [...this.#loaded.changed()];
    for (let file = changed.pop(); file !== undefined; file = changed.pop()) {
      this.#loaded.forget(file);
      Reflect.deleteProperty(loader._cache, file);
      for (const [importer, module] of Object.entries(loader._cache))
        if (!isInstalled(importer) && module?.children.some(({ filename }) => filename === file))
          changed.push(importer);
    }
  }
}

function moduleOf(request: string, importer: string | undefined): string | undefined {
  if (!isPath(request) || importer === undefined || isInstalled(importer)) return undefined;
  return typeScriptFile(importer, request);
}

/** Modules of the folder are compiled by the kernel: whichever cell imports them gets the new ones. */
const isOfNode = (file: string): boolean => !/\.[cm]?tsx?$/.test(file) && !isInstalled(file);

const shownModules = 3;

/** Modules that were compiled again after the notebook loaded them: the person should know that it still has the old code. */
export class RebuiltModules {
  readonly #folder: string;
  readonly #sources: Sources;
  readonly #loaded = new LoadedFiles();

  constructor(folder: string, sources: Sources) {
    this.#folder = folder;
    this.#sources = sources;
  }

  /** Takes note of modules as they are on disk now, when they have just been loaded. */
  remember(modules: readonly string[]): void {
    for (const file of modules) if (isOfNode(file) && path.isAbsolute(file)) this.#loaded.remember(file);
  }

  /** A message to the person, once for each time something was compiled. */
  news(): string | undefined {
    // One that is being written is reported when it is there again.
    const changed = this.#loaded.changed().filter((file) => modifiedAt(file) > 0);
    if (changed.length === 0) return undefined;
    const names = changed.map((file) => path.relative(this.#folder, this.#sources.originalFile(file)));
    return `Changed since this kernel loaded it: ${listed(names, shownModules)}. Restart the kernel to use what is new.\n`;
  }
}
