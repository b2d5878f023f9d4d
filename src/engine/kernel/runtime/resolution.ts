/**
 * Where imports of a cell, and of what it imports, are looked for beyond the notebook's own folder: a few packages are
 * lent by the command's own installation, and tslab is the kernel's.
 */
import Module, { createRequire } from "node:module";
import path from "node:path";
import { lentPackageFolder } from "../../compile/installation.js";
import { publicModuleFile } from "./tslab.js";

interface Loader {
  _resolveFilename: (this: unknown, request: string, ...rest: unknown[]) => string;
}

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
  const loader = Module as unknown as Loader;
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
