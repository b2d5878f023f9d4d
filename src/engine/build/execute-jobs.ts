import path from "node:path";
import { mkdir, rm } from "node:fs/promises";
import os from "node:os";
import type { ExecuteJob, ExecuteSettings, Execution, Failure } from "../execute/contract.js";
import { executeAll } from "../execute/execute-all.js";
import type { Store } from "../store/store.js";
import type { BuildEffects, ExecutedNotebook, ExecutionOptions } from "./contract.js";
import { openToolchain } from "./toolchain.js";
import { sha256 } from "../../lib/hash.js";
import { writeNewFile } from "../../lib/replace-file.js";
import { stringifyNotebook } from "../notebook/stringify.js";

interface Executing {
  readonly settings: ExecuteSettings;
  readonly store: Store;
  /** Whether executions come from the store and go to it; what was said of types always does. */
  readonly cache: "use" | "ignore";
}

/** Executes what the store does not have, and keeps what failed notebooks had computed. */
export async function executeJobs(
  jobs: readonly ExecuteJob[],
  { settings, store, cache }: Executing,
  { toolchain: given, now = () => performance.now() }: BuildEffects,
): Promise<readonly ExecutedNotebook[]> {
  const toolchain = given ?? openToolchain(store.folder);
  try {
    const executed = await executeAll(jobs, settings, {
      ...toolchain,
      now,
      ...(cache === "use" && { cache: toolchain.cacheIn(store) }),
    });
    const folder = path.join(store.folder, "failed");
    return await Promise.all(
      toolchain.recognise(executed).map(async (execution): Promise<ExecutedNotebook> => {
        const partial = await keepPartial(execution, folder);
        return partial === undefined ? execution : { ...execution, partial };
      }),
    );
  } finally {
    if (given === undefined) await toolchain.close();
  }
}

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

type Others = {
  readonly [Name in "kernel" | "onCellError" | "onProgress" | "signal"]?: ExecuteSettings[Name] | undefined;
};

export function executeSettings(options: ExecutionOptions, others: Others = {}): ExecuteSettings {
  return {
    parameters: options.parameters ?? {},
    jobs: options.jobs ?? os.availableParallelism(),
    cellTimeoutMs: options.cellTimeoutMs ?? 120_000,
    kernelMemoryMb: options.kernelMemoryMb ?? 2048,
    onCellError: others.onCellError ?? "stop",
    kernel: others.kernel,
    onProgress: others.onProgress ?? (() => undefined),
    signal: others.signal ?? new AbortController().signal,
  };
}
