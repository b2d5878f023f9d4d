import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import pc from "picocolors";
import type { Execution } from "../execute/contract.js";
import { describeFailure } from "../execute/describe-failure.js";
import { stringifyNotebook } from "../notebook/stringify.js";

/** A failed notebook as --json tells it. */
export interface ToldExecution {
  readonly path: string;
  readonly status: "executed" | "failed";
  readonly seconds: number;
  readonly failures: Execution["failures"];
  /** Where the partly executed notebook is kept. */
  readonly kept?: string;
}

/** Keeps what a failed notebook had computed, prints every failure, and tells the rest to a program. */
export async function reportExecutions(
  executions: readonly Execution[],
  keepIn: string,
): Promise<readonly ToldExecution[]> {
  const told: ToldExecution[] = [];
  for (const execution of executions) {
    const { failures, duration } = execution;
    const seconds = Math.round(duration) / 1000;
    const shown = path.relative(process.cwd(), execution.path) || execution.path;
    if (failures.length === 0) {
      told.push({ path: shown, status: "executed", seconds, failures });
      continue;
    }
    for (const failure of failures) process.stderr.write(`\n${pc.red("✗")} ${describeFailure(failure)}\n`);
    const kept = await keepPartial(execution, keepIn);
    if (kept !== undefined)
      process.stderr.write(`\nThe partly executed notebook is kept: ${path.relative(process.cwd(), kept)}\n`);
    told.push({ path: shown, status: "failed", seconds, failures, ...(kept === undefined ? {} : { kept }) });
  }
  return told;
}

/** One file for each notebook of a working folder, also for those of the same name in different folders. */
function keptFile(notebook: string, folder: string): string {
  const parts = path.relative(process.cwd(), notebook).split(path.sep);
  return path.join(folder, parts.filter((part) => part !== "..").join("--"));
}

async function keepPartial(execution: Execution, folder: string): Promise<string | undefined> {
  if (execution.notebook.cells.length === 0) return undefined;
  await mkdir(folder, { recursive: true });
  const file = keptFile(execution.path, folder);
  await writeFile(file, stringifyNotebook(execution.notebook));
  return file;
}

/** What earlier runs kept of a notebook is not true any more. */
export async function forgetPartial(executions: readonly Execution[], folder: string): Promise<void> {
  for (const { path: file, failures } of executions) {
    if (failures.length === 0) await rm(keptFile(file, folder), { force: true });
  }
}
