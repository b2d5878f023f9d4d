import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { builtinKernelSpec } from "../../../dist/engine/kernel/spec.js";
import { startKernel } from "../../../src/engine/client/start-kernel.js";
import { findKernelSpec } from "../../../src/engine/client/kernelspecs.js";
import { createAheadCompiler, type AheadCompiler } from "../../../src/engine/compile/ahead.js";
import type { ExecuteJob, ExecuteSettings, Execution } from "../../../src/engine/execute/contract.js";
import type { ExecuteDependencies } from "../../../src/engine/execute/dependencies.js";
import { executeAll } from "../../../src/engine/execute/execute-all.js";
import { loadJobs } from "../../../src/engine/execute/load-jobs.js";
import { settingsOf } from "./harness.js";

export const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

/** Our kernel as it is compiled in dist/, our client and compiler, and a store of their own. */
export function realKernels(): {
  readonly dependencies: ExecuteDependencies;
  execute(jobs: readonly ExecuteJob[], changes?: Partial<ExecuteSettings>): Promise<readonly Execution[]>;
  executeFixture(name: string, changes?: Partial<ExecuteSettings>): Promise<Execution>;
} {
  const store = mkdtempSync(path.join(tmpdir(), "store-"));
  const compilers = new Map<string, AheadCompiler>();
  afterAll(async () => {
    for (const compiler of compilers.values()) await compiler.close();
    rmSync(store, { recursive: true, force: true });
  });
  const compilerFor = (folder: string): AheadCompiler => {
    const compiler = compilers.get(folder) ?? createAheadCompiler({ folder, store });
    compilers.set(folder, compiler);
    return compiler;
  };
  const dependencies: ExecuteDependencies = {
    resolveKernel: async (name, { memoryMb }) =>
      name === "tslab"
        ? { spec: builtinKernelSpec({ store, memoryMb }), origin: "builtin" }
        : { spec: await findKernelSpec(name), origin: "installed" },
    startKernel,
    compileAhead: (folder, units) => compilerFor(folder).compile(units),
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
