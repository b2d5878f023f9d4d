import { compileAhead } from "./ahead.js";
import type { ExecuteJob, Failure } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import { notebookFailure } from "./failure.js";
import { chooseKernel } from "./kernel-choice.js";

/** A notebook whose types were checked. */
export interface CheckedNotebook {
  readonly path: string;
  readonly failures: readonly Failure[];
}

/** Type-checks notebooks without executing them; those for other kernels than ours are left out. */
export async function checkNotebooks(
  jobs: readonly ExecuteJob[],
  dependencies: Pick<ExecuteDependencies, "resolveKernel"> &
    Required<Pick<ExecuteDependencies, "compileAhead">>,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly CheckedNotebook[]> {
  const checked = await Promise.all(
    jobs.map(async (job): Promise<CheckedNotebook | undefined> => {
      const { path } = job;
      if ("error" in job) return { path, failures: [notebookFailure("format", path, job.error)] };
      if (!(await isOurs(job, dependencies))) return undefined;
      return { path, failures: await compileAhead(job, dependencies.compileAhead, signal) };
    }),
  );
  return checked.filter((each) => each !== undefined);
}

/** A notebook whose kernel is not installed here is not one of ours either. */
async function isOurs(
  { notebook, path }: Exclude<ExecuteJob, { readonly error: unknown }>,
  { resolveKernel }: Pick<ExecuteDependencies, "resolveKernel">,
): Promise<boolean> {
  try {
    const { origin } = await resolveKernel(chooseKernel(notebook, path, undefined), { memoryMb: undefined });
    return origin === "builtin";
  } catch {
    return false;
  }
}
