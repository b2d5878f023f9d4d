import { realpath, stat } from "node:fs/promises";
import path from "node:path";

/** Whether a path is below a folder; both must be free of links. */
export function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

/** Whether a path is a folder or below it; both must be free of links. */
export function isInsideOrSame(folder: string, place: string): boolean {
  const inside = path.relative(folder, place);
  return inside !== ".." && !inside.startsWith(`..${path.sep}`) && !path.isAbsolute(inside);
}

/** The real path of a file in an untrusted folder; undefined if it is missing, not a file, or linked from outside. */
export async function fileInside(folder: string, name: string): Promise<string | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path.join(folder, name))]);
    return isInside(root, real) && (await stat(real)).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
