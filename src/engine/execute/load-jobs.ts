import { readFile } from "node:fs/promises";
import { BriefingError } from "../../model/errors.js";
import { NotebookFormatError } from "../notebook/errors.js";
import { parseNotebook } from "../notebook/parse.js";
import type { ExecuteJob } from "./contract.js";

/** Reads notebooks; one that cannot be read becomes a job that says why. */
export function loadJobs(paths: readonly string[]): Promise<readonly ExecuteJob[]> {
  return Promise.all(paths.map(loadJob));
}

async function loadJob(path: string): Promise<ExecuteJob> {
  try {
    return { path, notebook: parseNotebook(await readNotebookText(path), path) };
  } catch (error) {
    if (error instanceof BriefingError) return { path, error };
    throw error;
  }
}

/** Rejects with a NotebookFormatError that says why a file cannot be read. */
export async function readNotebookText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const why =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "it is a folder"
          : `it cannot be read (${code ?? String(error)})`;
    throw new NotebookFormatError(`${path}: ${why}.`, { cause: error });
  }
}
