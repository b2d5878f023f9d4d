/** Texts and paths as they are published: nothing in them names a folder of this machine. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Without the project's folder before its paths. */
export function withoutRoot(text: string, root: string): string {
  return text.replaceAll(root.endsWith("/") ? root : `${root}/`, "");
}

/** The same of what a terminal shows: no escape sequences either. */
export function plainText(text: string, root: string): string {
  return withoutRoot(stripVTControlCharacters(text), root);
}

/** Relative to the project, with forward slashes; of a file outside it only the name, for its folder tells the machine. */
export function projectPath(file: string, root: string): string {
  const relative = path.relative(root, path.resolve(root, file));
  return relative === ".." || relative.startsWith(`..${path.sep}`)
    ? path.basename(relative)
    : relative.split(path.sep).join("/");
}
