/** Names of notebook files: NAME.ipynb, or NAME.md for a text notebook. */
import { open } from "node:fs/promises";
import path from "node:path";
import { notThere } from "./not-there.js";

/** A file of that name in notebooks/ is the list of changes on the first page, never a chapter. */
const changelog = "changes.md";

export const isTextNotebook = (file: string): boolean => file.endsWith(".md");

/** Whether a file may be a notebook, by its name. */
export const isNotebookName = (file: string): boolean =>
  file.endsWith(".ipynb") || (isTextNotebook(file) && path.basename(file) !== changelog);

/** `notebooks/01-headline.ipynb` or `notebooks/01-headline.md` → `01-headline`. */
export const notebookName = (file: string): string => path.basename(file).replace(/\.(?:ipynb|md)$/, "");

/** The name of its executed copy, which is JSON because outputs are. */
export const executedName = (file: string): string => `${notebookName(file)}.ipynb`;

/** What distinguishes a text notebook from any other Markdown file: it begins with front matter. */
export const beginsWithFrontMatter = (text: string): boolean => /^\uFEFF?---[ \t]*(?:\r?\n|\r|$)/.test(text);

/** Whether a file of a notebook's name is a notebook. README.md, for example, is not. */
export async function isNotebookFile(file: string): Promise<boolean> {
  if (!isNotebookName(file)) return false;
  if (!isTextNotebook(file)) return true;
  const handle = await open(file).catch(notThere);
  if (handle === undefined) return false;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
    return beginsWithFrontMatter(buffer.toString("utf8", 0, bytesRead));
  } finally {
    await handle.close();
  }
}
