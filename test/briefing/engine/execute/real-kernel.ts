import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { builtinKernelSpec } from "../../../../src/briefing/dist/engine/kernel/spec.js";
import { findKernelSpec } from "../../../../src/briefing/engine/client/kernelspecs.js";
import { openToolchain } from "../../../../src/briefing/engine/build/toolchain.js";
import type {
  ExecuteJob,
  ExecuteSettings,
  Execution,
} from "../../../../src/briefing/engine/execute/contract.js";
import type { ExecuteDependencies } from "../../../../src/briefing/engine/execute/dependencies.js";
import { executeAll } from "../../../../src/briefing/engine/execute/execute-all.js";
import { loadJobs } from "../../../../src/briefing/engine/execute/load-jobs.js";
import { settingsOf } from "./harness.js";
import { temporaryFolder } from "../../../support/temporary.js";

export const fixtures = fileURLToPath(new URL("../../../fixtures", import.meta.url));

/** Our kernel as it is compiled in dist/, our client and compiler, and a store of their own. */
export function realKernels(): {
  readonly dependencies: ExecuteDependencies;
  execute(jobs: readonly ExecuteJob[], changes?: Partial<ExecuteSettings>): Promise<readonly Execution[]>;
  executeFixture(name: string, changes?: Partial<ExecuteSettings>): Promise<Execution>;
} {
  const toolchain = openToolchain(temporaryFolder("store"));
  afterAll(() => toolchain.close());
  const dependencies: ExecuteDependencies = {
    ...toolchain,
    // Of dist/, as it is compiled.
    resolveKernel: async (name, { memoryMb }) =>
      name === "tslab"
        ? {
            spec: builtinKernelSpec({ memoryMb, types: "trusted" }),
            checking: builtinKernelSpec({ memoryMb, types: "checked" }),
            origin: "builtin",
          }
        : { spec: await findKernelSpec(name), origin: "installed" },
    now: () => performance.now(),
  };
  const execute = (
    jobs: readonly ExecuteJob[],
    changes: Partial<ExecuteSettings> = {},
  ): Promise<readonly Execution[]> =>
    executeAll(jobs, settingsOf({ cellTimeoutMs: 100_000, ...changes }), dependencies);
  return {
    dependencies,
    execute,
    async executeFixture(name, changes) {
      const [execution] = await execute(await loadJobs([path.join(fixtures, `${name}.ipynb`)]), changes);
      if (execution === undefined) throw new Error("Nothing was executed.");
      return execution;
    },
  };
}
