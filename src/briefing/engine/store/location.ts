import { accessSync, constants, existsSync, mkdtempSync, rmdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { foldersUpwards } from "../../lib/folders-upwards.js";
import { UsageError } from "../../model/errors.js";
import { PACKAGE_FOLDER } from "./installation.js";

const own = "briefing";

/**
 * The cache folder: BRIEFING_CACHE_DIR, else node_modules/.cache of the nearest folder with installed packages, else of
 * the installation, else (if that is not writable) the user's own.
 */
export function cacheFolder(from: string): string {
  const given = process.env["BRIEFING_CACHE_DIR"];
  if (given !== undefined && given !== "") return requireWritable(path.resolve(given));
  for (const root of [withPackages(from), withPackages(PACKAGE_FOLDER)]) {
    if (root !== undefined && isWritable(path.join(root, "node_modules"))) {
      return path.join(root, "node_modules/.cache", own);
    }
  }
  const home = process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache");
  return path.join(home, own);
}

/** The cache is optional, so an unwritable folder is skipped; in some (/proc), Node's recursive mkdir never ends. */
function requireWritable(folder: string): string {
  const refuse = (why: string, cause?: unknown) =>
    new UsageError(`BRIEFING_CACHE_DIR names ${folder}, but ${why}.`, {
      cause,
      hint: "Set it to a folder, or unset it.",
    });
  const nearest = foldersUpwards(folder).find((each) => existsSync(each)) ?? folder;
  if (!statSync(nearest).isDirectory()) throw refuse(`${nearest} is a file`);
  try {
    rmdirSync(mkdtempSync(path.join(nearest, ".briefing-")));
  } catch (cause) {
    const { code = "" } = cause as NodeJS.ErrnoException;
    if (!["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(code))
      throw refuse(`${nearest} takes no folder (${code})`, cause);
  }
  return folder;
}

/** The nearest folder upwards that has installed packages. */
const withPackages = (from: string): string | undefined =>
  foldersUpwards(path.resolve(from)).find((folder) => existsSync(path.join(folder, "node_modules")));

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
