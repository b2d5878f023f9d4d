import { readFile, stat } from "node:fs/promises";
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

/** Rejects with a NotebookFormatError that says why a file cannot be read: a pipe would be waited for, a device never end. */
export async function readNotebookText(path: string): Promise<string> {
  const fail = (why: string, cause?: unknown) =>
    new NotebookFormatError(`${path}: ${why}.`, { cause, hint: "Check the name, and what lies there." });
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw fail("it is a folder");
    if (!found.isFile()) throw fail("it is a pipe or a device, not a file");
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof NotebookFormatError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw fail(
      code === "ENOENT" ? "there is no such file" : `it cannot be read (${code ?? String(error)})`,
      error,
    );
  }
}
