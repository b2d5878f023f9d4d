/**
 * danfojs-node loads 1,200 files in a second, most of them for what few notebooks do. Of mathjs it gets the one file that
 * mathjs ships for browsers instead of 920; what reads spreadsheets and addresses is loaded when it is first used.
 */
import { existsSync } from "node:fs";
import Module from "node:module";
import path from "node:path";

interface Loader {
  _load: (
    this: unknown,
    request: string,
    parent: { readonly filename?: string | null } | undefined,
    isMain: boolean,
  ) => unknown;
  _resolveFilename: (request: string, parent: unknown) => string;
}

const loader = Module as unknown as Loader;
const late = new Set(["request", "xlsx"]);

export function lightenDanfojs(): void {
  const load = loader._load;
  loader._load = function (this: unknown, request, parent, isMain) {
    const plain = (): unknown => load.call(this, request, parent, isMain);
    if (!/[\\/]node_modules[\\/]danfojs-node[\\/]/.test(parent?.filename ?? "")) return plain();
    if (late.has(request)) return whenUsed(plain);
    const whole = request === "mathjs" ? wholeMathjs(parent) : undefined;
    return whole === undefined ? plain() : load.call(this, whole, parent, isMain);
  };
}

function wholeMathjs(parent: unknown): string | undefined {
  const [folder] = loader._resolveFilename("mathjs", parent).split(`${path.sep}lib${path.sep}`);
  const file = path.join(folder ?? "", "lib/browser/math.js");
  return existsSync(file) ? file : undefined;
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
