/** Texts and paths as they are published, without any folder of this machine. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

/** Removes the project's folder from paths in the text. */
export function withoutRoot(text: string, root: string): string {
  return text.replaceAll(root.endsWith("/") ? root : `${root}/`, "");
}

/** The same for terminal output, also without escape sequences. */
export function plainText(text: string, root: string): string {
  return withoutRoot(stripVTControlCharacters(text), root);
}

/** Relative to the project, with forward slashes; outside it only the file name, to hide the machine's folders. */
export function projectPath(file: string, root: string): string {
  const relative = path.relative(root, path.resolve(root, file));
  return relative === ".." || relative.startsWith(`..${path.sep}`)
    ? path.basename(relative)
    : relative.split(path.sep).join("/");
}
