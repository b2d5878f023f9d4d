import { readFile, stat } from "node:fs/promises";
import { BriefingError } from "../../model/errors.js";
import { NotebookFormatError } from "../notebook/errors.js";
import { parseNotebook } from "../notebook/parse.js";
import type { ExecuteJob } from "./contract.js";

/** Reads notebooks; a notebook that cannot be read becomes a job with the error. */
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

/** Rejects with a NotebookFormatError. Pipes and devices are rejected, because reading them might never end. */
export async function readNotebookText(path: string): Promise<string> {
  const fail = (why: string, cause?: unknown) =>
    new NotebookFormatError(`${path}: ${why}.`, { cause, hint: "Check the path." });
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw fail("it is a folder");
    if (!found.isFile()) throw fail("it is a pipe or a device, not a file");
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof NotebookFormatError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    throw fail(code === "ENOENT" ? "no such file" : `it cannot be read (${code ?? String(error)})`, error);
  }
}
