import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stringifyNotebook } from "../notebook/stringify.js";
import type { Execution } from "./contract.js";

/** Where the partly executed copy of a notebook that failed is kept. */
function partialPath(cache: string, notebook: string): string {
  const folder = path.basename(path.dirname(path.resolve(notebook)));
  return path.join(cache, "failed", folder, path.basename(notebook));
}

/**
 * Keeps what was executed of a notebook that failed, for a look at it in any notebook tool; undefined where nothing
 * could be read of it. A copy of an earlier failure goes when the notebook is good again.
 */
export async function keepPartial(execution: Execution, cache: string): Promise<string | undefined> {
  const file = partialPath(cache, execution.path);
  const isReadable = execution.failures.every(({ kind }) => kind !== "format");
  if (execution.failures.length === 0 || !isReadable) {
    await rm(file, { force: true });
    return undefined;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, stringifyNotebook(execution.notebook));
  return file;
}

export function describePartial(file: string): string {
  return `What was executed of it is kept in ${file}`;
}
