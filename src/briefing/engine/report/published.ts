/** Texts and paths as they are published, without any folder of this machine. */
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { executedName } from "../../lib/notebook-name.js";

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

/** Of a notebook's executed copy: below notebooks/, wherever the project keeps it; with outputs, a text notebook is JSON. */
export function publishedNotebook(notebook: string): string {
  const copy = path.posix.join(path.posix.dirname(notebook), executedName(notebook));
  return copy.startsWith("notebooks/") ? copy : `notebooks/${copy}`;
}
