import { realpath, stat } from "node:fs/promises";
import path from "node:path";

/** Whether a path, free of links, lies below a folder, free of links. */
export function isInside(folder: string, file: string): boolean {
  return file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

/** The real path of a file of a folder that others wrote; undefined for what is not there, no file, or linked from outside. */
export async function fileInside(folder: string, name: string): Promise<string | undefined> {
  try {
    const [root, real] = await Promise.all([realpath(folder), realpath(path.join(folder, name))]);
    return isInside(root, real) && (await stat(real)).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}
