/**
 * Adapts Node's module loader to cells: imports fall back to packages of the command's own installation, "tslab"
 * resolves to the kernel's module, and partially evaluated modules are discarded.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";
import util from "node:util";
import { once } from "../../../lib/once.js";
import { ownPackageFolder } from "../../store/installation.js";
import { isInstalled } from "../../compile/local-modules.js";
import { libraryFile } from "./library.js";
import { isKernel } from "./sources.js";
import { loadedAs, publicModuleFile } from "./tslab.js";

export interface LoadedModule {
  readonly filename: string | null;
  readonly loaded: boolean;
  readonly children: readonly LoadedModule[];
  readonly exports?: unknown;
  _compile(code: string, file: string): void;
}

interface Loader {
  /** Loaded modules by file, including JSON and native add-ons. */
  readonly _cache: Record<string, LoadedModule | undefined>;
  readonly _extensions: object;
  _resolveFilename: (this: unknown, request: string, parent: unknown, ...rest: unknown[]) => string;
}

export const loader = Module as unknown as Loader;

/** The module and name by which a function is exported; undefined if no loaded module of a project exports it. */
export function exportOf(fn: unknown): readonly [module: string, name: string] | undefined {
  for (const [file, module] of Object.entries(loader._cache)) {
    const exports: unknown = isInstalled(file) || isKernel(file) ? undefined : module?.exports;
    if (typeof exports !== "object" || exports === null || util.types.isProxy(exports)) continue;
    const found = Object.entries(exports).find(([, value]) => value === fn);
    if (found !== undefined) return [file, found[0]];
  }
  return undefined;
}

export const loadedModules = (): readonly string[] => Object.keys(loader._cache);

/** Makes `find` resolve imports; `usual` returns the file that Node would resolve to. */
export function resolveBy(
  find: (request: string, importer: string | undefined, usual: (request?: string) => string) => string,
): void {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, parent, ...rest) {
    const importer = (parent as LoadedModule | null | undefined)?.filename ?? undefined;
    return find(request, importer, (name = request) => resolve.call(this, name, parent, ...rest));
  };
}

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";

/** Resolves a request against the command's own packages. */
function ownPackageFile(request: string): string | undefined {
  const name = /^(@[^/]+\/[^/]+|[^@./][^/]*)(?:\/|$)/.exec(request)?.[1];
  const folder = name === undefined ? undefined : ownPackageFolder(name);
  if (name === undefined || folder === undefined) return undefined;
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`./${request.slice(name.length + 1)}`);
  } catch {
    return undefined;
  }
}

export function fallBackToOwnPackages(): void {
  resolveBy((request, _importer, usual) => {
    if (request === "tslab") return publicModuleFile;
    const file = resolved(request, usual);
    return isPackageName(request) && path.isAbsolute(file) ? libraryFile(file) : file;
  });
}

const isPackageName = (request: string): boolean => !request.startsWith(".") && !path.isAbsolute(request);

function resolved(request: string, usual: () => string): string {
  try {
    return usual();
  } catch (error) {
    const fallback = isNotFound(error) ? ownPackageFile(request) : undefined;
    if (fallback === undefined) throw error;
    return fallback;
  }
}

/**
 * An interrupt can end a module's evaluation without the clean-up that removes throwing modules from Node's cache.
 * Without this, the next cell would get a half-initialized module.
 */
export function forgetUnfinishedModules(): void {
  for (const [file, module] of Object.entries(loader._cache))
    if (module?.loaded === false) Reflect.deleteProperty(loader._cache, file);
}

/** Dependencies that danfojs-node loads eagerly but few notebooks use: reading spreadsheets and URLs. */
const late = new Set(["request", "xlsx"]);

/**
 * danfojs-node takes a second to load 1,200 files, most of them rarely used. This replaces the 920 files of mathjs with
 * its single-file browser build and loads `late` packages on first use. It only changes resolution: if the kernel
 * wrapped each `require`, Node would print warnings caused by packages.
 *
 * @param shield keeps stub modules out of the cell's trace
 */
export function lazyLoadDanfojs(shield: <T>(work: () => T) => T): void {
  resolveBy((request, importer = "", usual) => {
    const [, packages] = /^(.*[\\/]node_modules[\\/])danfojs-node[\\/]/.exec(importer) ?? [];
    if (packages === undefined) return usual();
    if (late.has(request)) {
      const file = path.join(packages, "danfojs-node", `${request} when used`);
      // eslint-disable-next-line local/lookups -- Node's table inherits nothing
      shield(() => (loader._cache[file] ??= whenUsed(file, () => createRequire(importer)(usual()))));
      return file;
    }
    if (request === "mathjs")
      // Prefers danfojs-node's own copy, if the project has another version.
      for (const place of [path.join(packages, "danfojs-node/node_modules"), packages])
        try {
          return usual(path.join(place, "mathjs/lib/browser/math.js"));
        } catch {
          // Installed elsewhere, or a version without that file.
        }
    return usual();
  });
}

/** A stub that loads the CommonJS module on first access. */
function whenUsed(file: string, load: () => unknown): LoadedModule {
  const module = once(load) as () => object;
  const exports = new Proxy(() => undefined, {
    // TypeScript's helper for default imports reads this immediately.
    get: (_, key) => (key === "__esModule" ? undefined : (Reflect.get(module(), key) as unknown)),
    has: (_, key) => Reflect.has(module(), key),
    apply: (_, self, given) => Reflect.apply(module() as (...given: unknown[]) => unknown, self, given),
  });
  return loadedAs(file, exports) as unknown as LoadedModule;
}
