import { accessSync, constants, existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { PACKAGE_FOLDER } from "../compile/installation.js";

const own = "decoupling-briefing";

/**
 * The cache folder: BRIEFING_CACHE_DIR, else node_modules/.cache of the nearest folder with installed packages, else of
 * the installation, else (none can be written) the user's own.
 */
export function cacheFolder(from: string): string {
  const given = process.env["BRIEFING_CACHE_DIR"];
  if (given !== undefined && given !== "") return path.resolve(given);
  for (const root of [withPackages(from), withPackages(PACKAGE_FOLDER)]) {
    if (root !== undefined && isWritable(path.join(root, "node_modules"))) {
      return path.join(root, "node_modules/.cache", own);
    }
  }
  const home = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
  return path.join(home, own);
}

/** The cache folder of notebooks that belong to no project. */
export const installationCacheFolder = (): string => cacheFolder(PACKAGE_FOLDER);

/** The nearest folder upwards that has installed packages. */
function withPackages(from: string): string | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "node_modules"))) return folder;
    if (folder === path.dirname(folder)) return undefined;
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
