import { accessSync, constants, existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const installation = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const own = "decoupling-briefing";

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

/**
 * Where what can be computed again is kept: BRIEFING_CACHE_DIR, else node_modules/.cache of the nearest folder with
 * installed packages, else of the installation, else (none can be written) the user's cache folder.
 */
export function cacheFolder(from: string): string {
  const given = process.env["BRIEFING_CACHE_DIR"];
  if (given !== undefined && given !== "") return path.resolve(given);
  for (const root of [withPackages(from), withPackages(installation)]) {
    if (root !== undefined && isWritable(path.join(root, "node_modules"))) {
      return path.join(root, "node_modules/.cache", own);
    }
  }
  const home = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
  return path.join(home, own);
}

/** Compiled cells. */
export const compileStore = (from: string): string => path.join(cacheFolder(from), "compile");
/** Executed notebooks. */
export const executionStore = (from: string): string => path.join(cacheFolder(from), "executions");
/** Figures as Vega drew them. */
export const drawingStore = (from: string): string => path.join(cacheFolder(from), "drawings");
/** Notes of the briefings that were written. */
export const pageStore = (from: string): string => path.join(cacheFolder(from), "pages");
export const installationStore = (): string => compileStore(installation);

/** Partly executed notebooks of failed runs. */
export const failedFolder = (from: string): string => path.join(cacheFolder(from), "failed");
