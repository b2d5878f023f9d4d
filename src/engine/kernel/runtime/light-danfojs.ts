/**
 * danfojs-node loads 1,200 files in a second, most of them for what few notebooks do. Of mathjs it gets the one file that
 * mathjs ships for browsers instead of 920; what reads spreadsheets and addresses is loaded when it is first used.
 */
import Module from "node:module";
import path from "node:path";

interface Loader {
  _load: (
    this: unknown,
    request: string,
    parent: { readonly filename?: string | null } | undefined,
    isMain: boolean,
  ) => unknown;
}

const loader = Module as unknown as Loader;
const late = new Set(["request", "xlsx"]);

export function lightenDanfojs(): void {
  const load = loader._load;
  loader._load = function (this: unknown, request, parent, isMain) {
    const plain = (): unknown => load.call(this, request, parent, isMain);
    const [, packages] = /^(.*[\\/]node_modules[\\/])danfojs-node[\\/]/.exec(parent?.filename ?? "") ?? [];
    if (packages === undefined) return plain();
    if (late.has(request)) return whenUsed(plain);
    if (request !== "mathjs") return plain();
    try {
      return load.call(this, path.join(packages, "mathjs/lib/browser/math.js"), parent, isMain);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") throw error;
      // It lies elsewhere, or is a version without that file.
      return plain();
    }
  };
}

/** Stands for a CommonJS module until something asks for it. */
function whenUsed(load: () => unknown): unknown {
  let loaded: { readonly module: object } | undefined;
  const module = (): object => (loaded ??= { module: load() as object }).module;
  return new Proxy(function () {}, {
    // Asked by TypeScript's helper for default imports, at once.
    get: (_, key) => (key === "__esModule" ? undefined : (Reflect.get(module(), key) as unknown)),
    has: (_, key) => Reflect.has(module(), key),
    apply: (_, self, given) => Reflect.apply(module() as (...given: unknown[]) => unknown, self, given),
  });
}
