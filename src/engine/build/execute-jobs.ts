import path from "node:path";
import type { ExecuteJob, ExecuteSettings } from "../execute/contract.js";
import { executeAll } from "../execute/execute-all.js";
import { keepPartial } from "../execute/partial.js";
import type { Store } from "../store/store.js";
import type { BuildEffects, ExecutedNotebook } from "./contract.js";
import { openToolchain } from "./toolchain.js";

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
