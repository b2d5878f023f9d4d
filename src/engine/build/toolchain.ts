import { isDeepStrictEqual } from "node:util";
import { findKernelSpec } from "../client/kernelspecs.js";
import { openNotebookTypes } from "../compile/check-notebooks.js";
import { ExecutionCache } from "../execute/cache/execution-cache.js";
import type { Execution } from "../execute/contract.js";
import type { ExecuteDependencies } from "../execute/dependencies.js";
import { KernelPool } from "../execute/kernel-pool.js";
import { builtinKernelSpec, kernelName } from "../kernel/spec.js";
import { currentRuntime } from "../store/own-code.js";
import type { Store } from "../store/store.js";

/** What executing notebooks needs: kernels, and what their types are checked by. */
export interface Toolchain extends Required<
  Pick<ExecuteDependencies, "types" | "startKernel" | "prepareKernel" | "resolveKernel">
> {
  readonly cacheIn: (store: Store) => ExecutionCache;
  /** Executions that equal those of the build before, as the same objects: what was made of them stands. */
  readonly recognise: (executions: readonly Execution[]) => readonly Execution[];
  readonly close: () => Promise<void>;
}

/** `cacheFolder` is where they find earlier results about types. */
export function openToolchain(cacheFolder: string): Toolchain {
  const types = openNotebookTypes(cacheFolder);
  // Its sockets are native code: a build that executes nothing does not load them.
  const kernels = new KernelPool(async (spec, options) => {
    const { startKernel } = await import("../client/start-kernel.js");
    return startKernel(spec, options);
  });
  return {
    types,
    startKernel: kernels.start,
    prepareKernel: kernels.prepare,
    resolveKernel: async (name, { memoryMb }) =>
      name === kernelName
        ? {
            spec: builtinKernelSpec({ memoryMb, types: "trusted" }),
            checking: builtinKernelSpec({ memoryMb, types: "checked" }),
            origin: "builtin",
          }
        : { spec: await findKernelSpec(name), origin: "installed" },
    cacheIn: (store) =>
      new ExecutionCache({
        store,
        runtime: currentRuntime(),
        environment: process.env,
      }),
    recognise: recogniser(),
    async close() {
      await Promise.all([kernels.close(), types.close()]);
    },
  };
}

function recogniser(): Toolchain["recognise"] {
  let known = new Map<string, Execution["notebook"]>();
  return (executions) => {
    const recognised = executions.map((execution) => {
      const before = known.get(execution.path);
      return before !== undefined && isDeepStrictEqual(before, execution.notebook)
        ? { ...execution, notebook: before }
        : execution;
    });
    known = new Map(recognised.map(({ path, notebook }) => [path, notebook]));
    return recognised;
  };
}
