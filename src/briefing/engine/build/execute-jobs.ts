import path from "node:path";
import { mkdir, rm } from "node:fs/promises";
import os from "node:os";
import type { ExecuteJob, ExecuteSettings, Execution, Failure } from "../execute/contract.js";
import { executeAll } from "../execute/execute-all.js";
import type { Store } from "../store/store.js";
import type { BuildEffects, ExecutedNotebook, ExecutionOptions } from "./contract.js";
import { openToolchain, type Toolchain } from "./toolchain.js";
import { sha256 } from "../../lib/hash.js";
import { executedName } from "../../lib/notebook-name.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { withTempFolder } from "../../lib/temp-folder.js";
import { stringifyNotebook } from "../notebook/stringify.js";

interface Executing {
  readonly settings: ExecuteSettings;
  readonly store: Store;
  /** Whether executions are read from and written to the store; results of type checks always are. */
  readonly cache: "use" | "ignore";
}

/** Executes what the store does not have, and keeps the partial results of failed notebooks. */
export async function executeJobs(
  jobs: readonly ExecuteJob[],
  executing: Executing,
  { toolchain, now = () => performance.now() }: BuildEffects,
): Promise<readonly ExecutedNotebook[]> {
  const { store, cache } = executing;
  if (toolchain !== undefined) return executeWith(toolchain, jobs, executing, now);
  const run = async (kernelCache: string): Promise<readonly ExecutedNotebook[]> => {
    const opened = openToolchain(store.folder, kernelCache);
    try {
      return await executeWith(opened, jobs, executing, now);
    } finally {
      await opened.close();
    }
  };
  // Without earlier results, kernels still share those of this run.
  return cache === "use" ? run(store.folder) : withTempFolder(run);
}

async function executeWith(
  toolchain: Toolchain,
  jobs: readonly ExecuteJob[],
  { settings, store, cache }: Executing,
  now: () => number,
): Promise<readonly ExecutedNotebook[]> {
  const executed = await executeAll(jobs, settings, {
    ...toolchain,
    now,
    ...(cache === "use" && { cache: toolchain.cacheIn(store) }),
  });
  const folder = path.join(store.folder, "failed");
  return Promise.all(
    toolchain.recognise(executed).map(async (execution): Promise<ExecutedNotebook> => {
      const partial = await keepPartial(execution, folder);
      return partial === undefined ? execution : { ...execution, partial };
    }),
  );
}

/**
 * One file per notebook, including notebooks with one name in different folders. Users may keep notebooks of that name
 * in the cache folder: the digits mark the file as ours (`cache clear` looks for them).
 */
function partialPath(notebook: string, folder: string): string {
  const place = path.resolve(notebook);
  return path.join(folder, `${sha256(place).slice(0, 12)}-${executedName(place).slice(-200)}`);
}

/** Failures that occur before anything is executed. */
const neverBegun = new Set<Failure["kind"]>(["format", "kernel", "parameters"]);

/**
 * Keeps the executed part of a failed notebook, to be opened in any notebook tool; undefined if nothing was executed.
 * The copy of an earlier failure is removed once the notebook succeeds.
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
    // The cache is not writable; the notebook's own failure is what gets reported.
    return undefined;
  }
}

type Others = {
  readonly [Name in "kernel" | "onCellError" | "ofRejected" | "onProgress" | "signal"]?:
    ExecuteSettings[Name] | undefined;
};

export function executeSettings(options: ExecutionOptions, others: Others = {}): ExecuteSettings {
  return {
    parameters: options.parameters ?? {},
    jobs: options.jobs ?? os.availableParallelism(),
    cellTimeoutMs: options.cellTimeoutMs ?? 120_000,
    kernelMemoryMb: options.kernelMemoryMb,
    onCellError: others.onCellError ?? "stop",
    ofRejected: others.ofRejected,
    answers: options.answers ?? "omit",
    kernel: others.kernel,
    onProgress: others.onProgress ?? (() => undefined),
    signal: others.signal ?? new AbortController().signal,
  };
}
