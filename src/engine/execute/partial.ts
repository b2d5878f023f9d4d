import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { sha256 } from "../../lib/hash.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { stringifyNotebook } from "../notebook/stringify.js";
import type { Execution, Failure } from "./contract.js";

/**
 * A file for each notebook, also for those of the same name in different folders. The cache may be in a folder where
 * somebody keeps notebooks of that name: the digits say that this one is ours (`cache clear` looks for them).
 */
function partialPath(notebook: string, folder: string): string {
  const place = path.resolve(notebook);
  return path.join(folder, `${sha256(place).slice(0, 12)}-${path.basename(place).slice(-200)}`);
}

/** Failures after which there is nothing that was executed. */
const neverBegun = new Set<Failure["kind"]>(["format", "kernel", "parameters"]);

/**
 * Keeps what was executed of a notebook that failed, for a look at it in any notebook tool; undefined where nothing
 * was. A copy of an earlier failure goes when the notebook is good again.
 */
export async function keepPartial(execution: Execution, folder: string): Promise<string | undefined> {
  const file = partialPath(execution.path, folder);
  const hasBegun = execution.failures.some(({ kind }) => !neverBegun.has(kind));
  try {
    await rm(file, { force: true });
    if (!hasBegun) return undefined;
    await mkdir(folder, { recursive: true });
    await writeNewFile(file, stringifyNotebook(execution.notebook));
    return file;
  } catch {
    // The cache cannot be written: of what failed, its message is what counts.
    return undefined;
  }
}
