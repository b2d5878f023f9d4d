/**
 * Node's module loader as cells need it. What a cell imports is looked for beyond the notebook's own folder: a few
 * packages are lent by the command's own installation, and tslab is the kernel's. And no cell gets half a module.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";
import { lentPackageFolder } from "../../compile/installation.js";
import { publicModuleFile } from "./tslab.js";

interface Loader {
  /** By file: what has been loaded, JSON and add-ons among it. */
  readonly _cache: Record<string, { readonly loaded: boolean } | undefined>;
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
}

const loader = Module as unknown as Loader;

/** The files of CommonJS that Node has loaded. */
export const loadedModules = (): readonly string[] => Object.keys(loader._cache);

const packageName = (request: string): string | undefined =>
  /^(@[^/]+\/[^/]+|[^@./][^/]*)(?:\/|$)/.exec(request)?.[1];

const isNotFound = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND";

/** The path a request for a lent package stands for when the importer cannot see the package itself. */
function lend(request: string): string | undefined {
  const name = packageName(request);
  const folder = name === undefined ? undefined : lentPackageFolder(name);
  if (name === undefined || folder === undefined) return undefined;
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`./${request.slice(name.length + 1)}`);
  } catch {
    return undefined;
  }
}

export function lendPackages(): void {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, ...rest) {
    if (request === "tslab") return publicModuleFile;
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      const lent = isNotFound(error) ? lend(request) : undefined;
      if (lent === undefined) throw error;
      return lent;
    }
  };
}

/**
 * An interrupt may end a module in the middle of its evaluation, past the clean-up with which Node takes a module that
 * throws out of its cache: without this, the next cell would get half a module.
 */
export function forgetUnfinishedModules(): void {
  for (const [file, module] of Object.entries(loader._cache))
    if (module?.loaded === false) Reflect.deleteProperty(loader._cache, file);
}
