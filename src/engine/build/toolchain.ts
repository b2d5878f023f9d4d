import { isDeepStrictEqual } from "node:util";
import { findKernelSpec } from "../client/kernelspecs.js";
import { createAheadCompiler, type AheadCompiler } from "../compile/ahead.js";
import { ExecutionCache } from "../execute/cache/execution-cache.js";
import type { Execution } from "../execute/contract.js";
import type { ExecuteDependencies } from "../execute/dependencies.js";
import { builtinKernelSpec, kernelName } from "../kernel/spec.js";
import { currentRuntime } from "../store/own-code.js";
import type { Store } from "../store/store.js";

/** What executing notebooks needs: kernels, and one compiler for each folder of notebooks. */
export interface Toolchain extends Required<
  Pick<ExecuteDependencies, "compileAhead" | "startKernel" | "resolveKernel">
> {
  /** Executions that may be used again. */
  readonly cacheIn: (store: Store) => ExecutionCache;
  /** Executions that equal those of the build before, as the same objects: what was made of them stands. */
  readonly recognise: (executions: readonly Execution[]) => readonly Execution[];
  readonly close: () => Promise<void>;
}

/** `cacheFolder` is where compilers and kernels find compiled cells. */
export function openToolchain(cacheFolder: string): Toolchain {
  const compilers = new Map<string, AheadCompiler>();
  const compilerFor = (folder: string): AheadCompiler => {
    const compiler = compilers.get(folder) ?? createAheadCompiler({ folder, store: cacheFolder });
    compilers.set(folder, compiler);
    return compiler;
  };
  return {
    compileAhead: (folder, units) => compilerFor(folder).compile(units),
    // Its sockets are native code: a build that executes nothing does not load them.
    startKernel: async (spec, options) => {
      const { startKernel } = await import("../client/start-kernel.js");
      return startKernel(spec, options);
    },
    resolveKernel: async (name, { memoryMb }) =>
      name === kernelName
        ? { spec: builtinKernelSpec({ store: cacheFolder, memoryMb }), origin: "builtin" }
        : { spec: await findKernelSpec(name), origin: "installed" },
    cacheIn: (store) =>
      new ExecutionCache({
        store,
        runtime: currentRuntime(),
        environment: process.env,
        compiledReads: (folder, units) => compilerFor(folder).reads(units),
      }),
    recognise: recogniser(),
    async close() {
      await Promise.all([...compilers.values()].map((compiler) => compiler.close()));
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
