/**
 * Node's module loader as cells need it. What a cell imports is looked for beyond the notebook's own folder: a few
 * packages are lent by the command's own installation, and tslab is the kernel's. And no cell gets half a module.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";
import { once } from "../../../lib/once.js";
import { lentPackageFolder } from "../../compile/installation.js";
import { publicModuleFile } from "./tslab.js";

export interface LoadedModule {
  readonly filename: string | null;
  readonly loaded: boolean;
  readonly children: readonly LoadedModule[];
  _compile(code: string, file: string): void;
}

interface Loader {
  /** By file: what has been loaded, JSON and add-ons among it. */
  readonly _cache: Record<string, LoadedModule | undefined>;
  readonly _extensions: object;
  _resolveFilename: (this: unknown, request: string, parent: unknown, ...rest: unknown[]) => string;
}

export const loader = Module as unknown as Loader;

export const loadedModules = (): readonly string[] => Object.keys(loader._cache);

/** From now on `find` says which file an import leads to; `usual` gives the file that it would have led to. */
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

/** The path a request for a lent package stands for when the importer cannot see the package itself. */
function lend(request: string): string | undefined {
  const name = /^(@[^/]+\/[^/]+|[^@./][^/]*)(?:\/|$)/.exec(request)?.[1];
  const folder = name === undefined ? undefined : lentPackageFolder(name);
  if (name === undefined || folder === undefined) return undefined;
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`./${request.slice(name.length + 1)}`);
  } catch {
    return undefined;
  }
}

export function lendPackages(): void {
  resolveBy((request, _importer, usual) => {
    if (request === "tslab") return publicModuleFile;
    try {
      return usual();
    } catch (error) {
      const lent = isNotFound(error) ? lend(request) : undefined;
      if (lent === undefined) throw error;
      return lent;
    }
  });
}

/**
 * An interrupt may end a module in the middle of its evaluation, past the clean-up with which Node takes a module that
 * throws out of its cache: without this, the next cell would get half a module.
 */
export function forgetUnfinishedModules(): void {
  for (const [file, module] of Object.entries(loader._cache))
    if (module?.loaded === false) Reflect.deleteProperty(loader._cache, file);
}

/** What danfojs-node loads for what few notebooks do: reading spreadsheets and addresses. */
const late = new Set(["request", "xlsx"]);

/**
 * danfojs-node loads 1,200 files in a second, most of them for what few notebooks do. Of mathjs it gets the one file that
 * mathjs ships for browsers instead of 920; what is `late` is loaded when it is first used. Only where names are
 * resolved: a function of the kernel around each `require` would make Node warn of what packages do.
 *
 * @param shield what stands for a module that is not loaded yet is no module of the cell's
 */
export function lightenDanfojs(shield: <T>(work: () => T) => T): void {
  resolveBy((request, importer = "", usual) => {
    const [, packages] = /^(.*[\\/]node_modules[\\/])danfojs-node[\\/]/.exec(importer) ?? [];
    if (packages === undefined) return usual();
    if (late.has(request)) {
      const stand = path.join(packages, "danfojs-node", `${request} when used`);
      // eslint-disable-next-line house/lookups -- Node's table inherits nothing
      shield(() => (loader._cache[stand] ??= whenUsed(stand, () => createRequire(importer)(usual()))));
      return stand;
    }
    if (request === "mathjs")
      // Its own, where the project has another version.
      for (const place of [path.join(packages, "danfojs-node/node_modules"), packages])
        try {
          return usual(path.join(place, "mathjs/lib/browser/math.js"));
        } catch {
          // It lies elsewhere, or is a version without that file.
        }
    return usual();
  });
}

/** Stands for a CommonJS module until something asks for it. */
function whenUsed(file: string, load: () => unknown): LoadedModule {
  const module = once(load) as () => object;
  const stand = new Module(file);
  stand.filename = file;
  stand.loaded = true;
  stand.exports = new Proxy(() => undefined, {
    // Asked by TypeScript's helper for default imports, at once.
    get: (_, key) => (key === "__esModule" ? undefined : (Reflect.get(module(), key) as unknown)),
    has: (_, key) => Reflect.has(module(), key),
    apply: (_, self, given) => Reflect.apply(module() as (...given: unknown[]) => unknown, self, given),
  });
  return stand as unknown as LoadedModule;
}
