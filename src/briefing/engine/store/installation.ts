/** Where the command itself is installed: notebooks outside any project use a few packages from there. */
import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { packageFolder } from "../../lib/package-folder.js";

/** The package's own folder; its code is two levels above this file and, in the kernel's bundle, above that one. */
export const PACKAGE_FOLDER = fileURLToPath(packageFolder(new URL("../../", import.meta.url))).replace(
  /[\\/]$/,
  "",
);

/** The row types of `load` as the library declares them; cells of a project see those of its own tables instead. */
export const ROWS_FILE = path.join(PACKAGE_FOLDER, "dist/rows/rows.d.ts");

/** What was built from a complete dist/, above all bundled programs; missing if only tsc has run. */
export function bundled(name: string): string | undefined {
  const file = path.join(PACKAGE_FOLDER, "dist", "bundled", name);
  return existsSync(file) ? file : undefined;
}

/** The only packages that are resolved beside the command when a folder lacks them. */
const FALLBACK_PACKAGES = new Set([
  "briefing",
  "briefing-collaboration",
  "tslab",
  "danfojs-node",
  "@types/node",
]);

const own = createRequire(import.meta.url);

/** The folder of a package installed with the command, wherever npm has hoisted it. */
export function ownPackageFolder(name: string): string | undefined {
  if (!FALLBACK_PACKAGES.has(name)) return undefined;
  if (name === "briefing") return PACKAGE_FOLDER;
  return installedFolder(name) ?? installedFolder(name, "tslab");
}

/** `importer`: the installed package that depends on it, if not this one. */
function installedFolder(name: string, importer?: string): string | undefined {
  try {
    const from = importer === undefined ? own : createRequire(own.resolve(`${importer}/package.json`));
    return path.dirname(from.resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

/** The TypeScript 7 executable; its launcher would start a second Node. Undefined if npm has none for this machine. */
export function findTypeScript(): string | undefined {
  const platform = `@typescript/typescript-${process.platform}-${process.arch}`;
  const folder = installedFolder(platform, "typescript-native");
  return folder && path.join(folder, "lib", process.platform === "win32" ? "tsc.exe" : "tsc");
}
