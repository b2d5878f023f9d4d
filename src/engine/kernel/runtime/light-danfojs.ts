/**
 * danfojs-node loads 1,200 files in a second, most of them for what few notebooks do. Of mathjs it gets the one file that
 * mathjs ships for browsers instead of 920; what reads spreadsheets and addresses is loaded when it is first used. Only
 * where names are resolved: a function of the kernel around each `require` would make Node warn of what packages do.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";

interface Importer {
  readonly filename?: string | null;
}

const loader = Module as unknown as {
  readonly _cache: Record<string, unknown>;
  _resolveFilename: (
    this: unknown,
    request: string,
    parent: Importer | undefined,
    ...rest: unknown[]
  ) => string;
};

const late = new Set(["request", "xlsx"]);

/** `shield`: what stands for a module that is not loaded yet is no module of the cell's. */
export function lightenDanfojs(shield: <T>(work: () => T) => T): void {
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (this: unknown, request, parent, ...rest) {
    const importer = parent?.filename ?? "";
    const [, packages] = /^(.*[\\/]node_modules[\\/])danfojs-node[\\/]/.exec(importer) ?? [];
    if (packages !== undefined && late.has(request)) {
      const stand = path.join(packages, "danfojs-node", `${request} when used`);
      shield(
        () =>
          // eslint-disable-next-line house/lookups -- Node's table inherits nothing
          (loader._cache[stand] ??= whenUsed(stand, () =>
            createRequire(importer)(resolve.call(this, request, parent)),
          )),
      );
      return stand;
    }
    if (packages !== undefined && request === "mathjs")
      // Its own, where the project has another version.
      for (const place of [path.join(packages, "danfojs-node/node_modules"), packages])
        try {
          return resolve.call(this, path.join(place, "mathjs/lib/browser/math.js"), parent, ...rest);
        } catch {
          // It lies elsewhere, or is a version without that file.
        }
    return resolve.call(this, request, parent, ...rest);
  };
}

/** Stands for a CommonJS module until something asks for it. */
function whenUsed(file: string, load: () => unknown): Module {
  let loaded: { readonly module: object } | undefined;
  const module = (): object => (loaded ??= { module: load() as object }).module;
  const stand = new Module(file);
  stand.filename = file;
  stand.loaded = true;
  stand.exports = new Proxy(() => undefined, {
    // Asked by TypeScript's helper for default imports, at once.
    get: (_, key) => (key === "__esModule" ? undefined : (Reflect.get(module(), key) as unknown)),
    has: (_, key) => Reflect.has(module(), key),
    apply: (_, self, given) => Reflect.apply(module() as (...given: unknown[]) => unknown, self, given),
  });
  return stand;
}
