import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { stringifyNotebook } from "../notebook/stringify.js";
import type { Execution, Failure } from "./contract.js";

/** Where the partly executed copies of notebooks that failed are kept, and from where their paths are named. */
export interface PartialPlace {
  readonly folder: string;
  readonly base: string;
}

/** A file for each notebook, also for those of the same name in different folders. */
function partialPath(notebook: string, { folder, base }: PartialPlace): string {
  const parts = path.relative(base, path.resolve(notebook)).split(path.sep);
  return path.join(folder, parts.filter((part) => part !== "..").join("--") || "folder.ipynb");
}

/** Failures after which there is nothing that was executed. */
const neverBegun = new Set<Failure["kind"]>(["format", "kernel", "parameters"]);

/**
 * Keeps what was executed of a notebook that failed, for a look at it in any notebook tool; undefined where nothing
 * was. A copy of an earlier failure goes when the notebook is good again.
 */
export async function keepPartial(execution: Execution, place: PartialPlace): Promise<string | undefined> {
  const file = partialPath(execution.path, place);
  const hasBegun = execution.failures.some(({ kind }) => !neverBegun.has(kind));
  if (!hasBegun) {
    await rm(file, { force: true });
    return undefined;
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, stringifyNotebook(execution.notebook));
  return file;
}
