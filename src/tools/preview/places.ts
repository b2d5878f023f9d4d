/** What a preview looks at: all below some places, but what a build writes and what editors keep for themselves. */
import path from "node:path";

export interface Places {
  /** Absolute paths of folders or files, whether they are there or not. */
  readonly roots: readonly string[];
  /** Folders below them that are not looked at: what a build writes must not begin another. */
  readonly ignored: readonly string[];
}

export function isLookedAt(file: string, { roots, ignored }: Places): boolean {
  if (ignored.some((folder) => file === folder || file.startsWith(folder + path.sep))) return false;
  // A place itself counts whatever it is called.
  return roots.includes(file) || !isOfEditors(path.basename(file));
}

/** Editors and Jupyter keep files of their own beside what is saved. */
const isOfEditors = (name: string): boolean =>
  name === "node_modules" ||
  name === "__pycache__" ||
  name.startsWith(".") ||
  name.endsWith("~") ||
  name.endsWith(".part");
