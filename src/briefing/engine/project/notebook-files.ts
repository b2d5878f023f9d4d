/** The notebooks in a project's folder. */
import { readdir } from "node:fs/promises";
import path from "node:path";
import { isNotebookFile, isNotebookName, notebookName } from "../../lib/notebook-name.js";
import { ConfigError } from "./contract.js";

export interface NotebookFiles {
  /** Names of the notebooks, sorted. */
  readonly notebooks: readonly string[];
  /** Markdown files that are no notebooks, such as README.md. */
  readonly others: readonly string[];
}

/** Rejects a notebook that exists in both forms; `shown` is the folder as shown in messages. */
export async function notebookFiles(folder: string, shown: string): Promise<NotebookFiles> {
  const names = (await readdir(folder))
    .filter((name) => isNotebookName(name) && !name.startsWith("."))
    .sort();
  const are = await Promise.all(names.map((name) => isNotebookFile(path.join(folder, name))));
  const notebooks = names.filter((_, index) => are[index]);
  for (const name of notebooks) {
    const twin = notebooks.find((other) => other !== name && notebookName(other) === notebookName(name));
    if (twin === undefined) continue;
    throw new ConfigError(`${shown} has both ${name} and ${twin}: one notebook in two forms.`, {
      hint: "Remove one of them, or rename it if they are two notebooks. briefing convert changes the form of a notebook.",
    });
  }
  return { notebooks, others: names.filter((_, index) => !are[index]) };
}
