import type { ExecuteJob, ExecuteSettings } from "../execute/contract.js";
import { executeAll } from "../execute/execute-all.js";
import { keepPartial } from "../execute/partial.js";
import type { BuildEffects, ExecutedNotebook } from "./contract.js";
import { openToolchain } from "./toolchain.js";

interface Executing {
  readonly settings: ExecuteSettings;
  /** Whether executions come from the store and go to it. */
  readonly cache: "use" | "ignore";
  /** Folder from which the copies of failed notebooks are named. */
  readonly base: string;
}

/** Executes what the store does not have, and keeps what failed notebooks had computed. */
export async function executeJobs(
  jobs: readonly ExecuteJob[],
  { settings, cache, base }: Executing,
  { store, toolchain: given, now = () => performance.now() }: BuildEffects,
): Promise<readonly ExecutedNotebook[]> {
  const toolchain = given ?? openToolchain(store?.compiled);
  const executions = cache === "use" ? store?.executions(toolchain.seenByCompiler) : undefined;
  try {
    const found = await executeAll(jobs, settings, {
      ...toolchain,
      now,
      ...(executions && { cache: executions }),
    });
    const executed = store?.recognise?.(found) ?? found;
    if (store === undefined) return executed;
    const place = { folder: store.partials, base };
    return await Promise.all(
      executed.map(async (execution): Promise<ExecutedNotebook> => {
        const partial = await keepPartial(execution, place);
        return partial === undefined ? execution : { ...execution, partial };
      }),
    );
  } finally {
    if (given === undefined) await toolchain.close();
  }
}
