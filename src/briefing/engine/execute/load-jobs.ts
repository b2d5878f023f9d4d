import { isUtf8 } from "node:buffer";
import { readFile, stat } from "node:fs/promises";
import { isTextNotebook } from "../../lib/notebook-name.js";
import { positionAt } from "../../lib/position.js";
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

export const folderProblem = "it is a folder";

/** Why a path is no file to read, if so. Pipes and devices are excluded, because reading them might never end. */
export async function problemOf(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return folderProblem;
    return found.isFile() ? undefined : "it is a pipe or a device, not a file";
  } catch (error) {
    return describeError(error);
  }
}

function describeError(error: unknown): string {
  const { code = String(error) } = error as NodeJS.ErrnoException;
  return code === "ENOENT" || code === "ENOTDIR" ? "no such file" : `it cannot be read (${code})`;
}

/** Rejects with a NotebookFormatError. */
export async function readNotebookText(path: string): Promise<string> {
  const fail = (why: string, cause?: unknown): never => {
    throw new NotebookFormatError(`${path}: ${why}.`, { cause, hint: "Check the path." });
  };
  const problem = await problemOf(path);
  if (problem !== undefined) return fail(problem);
  const content = await readFile(path).catch((error: unknown) => fail(describeError(error), error));
  const text = content.toString("utf8");
  if (!isTextNotebook(path) || isUtf8(content)) return text;
  const { line, column } = positionAt(text, text.indexOf("\uFFFD"));
  throw new NotebookFormatError(
    `${path}:${line}:${column}: this is not UTF-8, in which notebooks are stored.`,
    {
      hint: "Save the file with the encoding UTF-8.",
    },
  );
}
