/**
 * TypeScript modules beside the notebook: `require` finds them where TypeScript does, and they are compiled when they
 * are loaded. A person edits them meanwhile: those that changed, and what imports them, are loaded anew by the next
 * cell that imports them.
 */
import { statSync } from "node:fs";
import Module from "node:module";
import path from "node:path";
import { emitModule } from "../../compile/emit/emit-module.js";
import { isInstalled, isPath, typeScriptFile } from "../../compile/module-files.js";
import type { Sources } from "./sources.js";
import { unobserved } from "./trace/file-system.js";

interface LoadedModule {
  readonly id: string;
  readonly filename: string | null;
  readonly children: readonly LoadedModule[];
  _compile(code: string, file: string): void;
}

const loader = Module as unknown as {
  readonly _cache: Record<string, LoadedModule | undefined>;
  readonly _extensions: object;
  _resolveFilename: (this: unknown, request: string, parent: unknown, ...rest: unknown[]) => string;
};

const extensions = [".ts", ".tsx", ".mts", ".cts"];

export class ProjectModules {
  readonly #sources: Sources;
  /** File → its text when it was loaded last, and its state on disk then. */
  readonly #loaded = new Map<string, { text: string; modified: number }>();

  readonly #shield: <T>(work: () => T) => T;

  constructor(sources: Sources, shield: <T>(work: () => T) => T) {
    this.#sources = sources;
    this.#shield = shield;
  }

  install(): void {
    const resolve = loader._resolveFilename;
    loader._resolveFilename = function (this: unknown, request, parent, ...rest) {
      return moduleOf(request, parent) ?? resolve.call(this, request, parent, ...rest);
    };
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
    this.#loaded.set(file, { text, modified: modifiedAt(file) });
    const { js, map } = this.#shield(() => emitModule(path.basename(file), text));
    this.#sources.addModule(file, map);
    module._compile(js, file);
  }

  /** Before a cell of a person who may have edited them. */
  forgetChanged(): void {
    const changed = [...this.#loaded]
      .filter(([file, known]) => hasChanged(file, known))
      .map(([file]) => file);
    for (let file = changed.pop(); file !== undefined; file = changed.pop()) {
      this.#loaded.delete(file);
      Reflect.deleteProperty(loader._cache, file);
      for (const [importer, module] of Object.entries(loader._cache))
        if (!isInstalled(importer) && module?.children.some(({ filename }) => filename === file))
          changed.push(importer);
    }
  }
}

function hasChanged(file: string, known: { text: string; modified: number }): boolean {
  const modified = modifiedAt(file);
  if (modified === known.modified) return false;
  known.modified = modified;
  try {
    return unobserved.readFileSync(file, "utf8") !== known.text;
  } catch {
    // Gone, or being written: whoever imports it next will see.
    return true;
  }
}

function modifiedAt(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function moduleOf(request: string, parent: unknown): string | undefined {
  const importer = (parent as LoadedModule | null | undefined)?.filename;
  if (!isPath(request) || importer === null || importer === undefined || isInstalled(importer))
    return undefined;
  return typeScriptFile(importer, request);
}
