/**
 * TypeScript modules beside the notebook: `require` resolves them as TypeScript does, and they are compiled when
 * loaded. Modules that the user has edited since, and their importers, are reloaded by the next cell that imports them.
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

  /** Files whose content changed since the last call, or that cannot be read (deleted, or being written). */
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
      // Not enumerable, so that Node does not look for TypeScript files in packages.
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

  /** Call before each cell in interactive mode. */
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

/** Excludes TypeScript modules: the kernel compiles them, and later cells get the new version. */
const isOfNode = (file: string): boolean => !/\.[cm]?tsx?$/.test(file) && !isInstalled(file);

const shownModules = 3;

/** Detects modules that were rebuilt after the notebook loaded them, which keeps running the old code. */
export class RebuiltModules {
  readonly #folder: string;
  readonly #sources: Sources;
  readonly #loaded = new LoadedFiles();

  constructor(folder: string, sources: Sources) {
    this.#folder = folder;
    this.#sources = sources;
  }

  /** Records the current content of modules that have just been loaded. */
  remember(modules: readonly string[]): void {
    for (const file of modules) if (isOfNode(file) && path.isAbsolute(file)) this.#loaded.remember(file);
  }

  /** A notice to the user, given once per rebuild. */
  changeNotice(): string | undefined {
    // Files being written are reported once they exist again.
    const changed = this.#loaded.changed().filter((file) => modifiedAt(file) > 0);
    if (changed.length === 0) return undefined;
    const names = changed.map((file) => path.relative(this.#folder, this.#sources.originalFile(file)));
    return `Changed since this kernel loaded it: ${listed(names, shownModules)}. Restart the kernel to use the new version.\n`;
  }
}
