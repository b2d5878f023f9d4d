import { stat } from "node:fs/promises";
import { UsageError } from "../model/usage-error.js";

/** Refuses names of notebooks that lead to no file, before any work is done on the others. */
export async function refuseMissing(notebooks: readonly string[]): Promise<void> {
  const found = await Promise.all(notebooks.map(problemOf));
  const problems = found.filter((problem) => problem !== undefined);
  if (problems.length === 0) return;
  throw new UsageError(problems.map(({ words }) => words).join("\n"), {
    hint: problems.find(({ hint }) => hint !== undefined)?.hint ?? "Check the name; nothing was done.",
  });
}

interface Problem {
  readonly words: string;
  readonly hint?: string;
}

async function problemOf(notebook: string): Promise<Problem | undefined> {
  try {
    if (!(await stat(notebook)).isDirectory()) return undefined;
    const inside = notebook.replace(/\/+$/, "");
    return { words: `${notebook}: it is a folder.`, hint: `Name the notebooks in it: ${inside}/*.ipynb` };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const isMissing = code === "ENOENT" || code === "ENOTDIR";
    return {
      words: `${notebook}: ${isMissing ? "there is no such file" : `it cannot be read (${String(code)})`}.`,
    };
  }
}
