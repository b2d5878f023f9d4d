import { compileAhead } from "./ahead.js";
import type { ExecuteDependencies, ExecuteJob, Failure } from "./contract.js";
import { notebookFailure } from "./failure.js";
import { prepareNotebook } from "./prepare.js";

export interface CheckedNotebook {
  readonly path: string;
  /** `foreign`: in another language, there was nothing to check. */
  readonly status: "checked" | "foreign";
  readonly failures: readonly Failure[];
}

/** Type-checks every cell and inline expression of notebooks; nothing is executed, no kernel is started. */
export async function checkNotebooks(
  jobs: readonly ExecuteJob[],
  dependencies: Pick<ExecuteDependencies, "resolveKernel" | "compileAhead">,
): Promise<readonly CheckedNotebook[]> {
  const checked: CheckedNotebook[] = [];
  for (const job of jobs) checked.push(await checkNotebook(job, dependencies));
  return checked;
}

async function checkNotebook(
  job: ExecuteJob,
  dependencies: Pick<ExecuteDependencies, "resolveKernel" | "compileAhead">,
): Promise<CheckedNotebook> {
  const { path } = job;
  if ("error" in job) {
    return { path, status: "checked", failures: [notebookFailure("format", path, job.error)] };
  }
  const prepared = await prepareNotebook(job.notebook, path, dependencies, settings);
  if (prepared.status === "refused") {
    return { path, status: "checked", failures: prepared.execution.failures };
  }
  const { compileAhead: compile } = dependencies;
  if (prepared.run.kernel.origin !== "builtin" || compile === undefined) {
    return { path, status: "foreign", failures: [] };
  }
  return { path, status: "checked", failures: await compileAhead(prepared.run, compile) };
}

/** As a build without options would have them. */
const settings = {
  parameters: {},
  cellTimeoutMs: 120_000,
  onCellError: "stop",
  kernel: undefined,
  kernelMemoryMb: 2048,
  jobs: 1,
  onProgress: () => undefined,
  signal: new AbortController().signal,
} as const;
