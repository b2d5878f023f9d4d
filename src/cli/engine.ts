import { findKernelSpec } from "../engine/client/kernelspecs.js";
import { createAheadCompiler, type AheadCompiler } from "../engine/compile/ahead.js";
import { ExecutionCache } from "../engine/execute/cache/execution-cache.js";
import type { ExecuteDependencies } from "../engine/execute/dependencies.js";
import { builtinKernelSpec, kernelName } from "../engine/kernel/spec.js";
import { currentRuntime } from "../engine/store/own-code.js";
import type { Store } from "../engine/store/store.js";

/** The rooms wired together: what executing notebooks needs, with one compiler for each folder of notebooks. */
export interface Engine extends Required<Omit<ExecuteDependencies, "cache">> {
  /** Executions that may be used again. */
  cacheIn(store: Store): ExecutionCache;
  close(): Promise<void>;
}

/** `store` is the cache folder, for the compiler and the kernels alike. */
export function createEngine(store: string): Engine {
  const compilers = new Map<string, AheadCompiler>();
  const compilerFor = (folder: string): AheadCompiler => {
    const compiler = compilers.get(folder) ?? createAheadCompiler({ folder, store });
    compilers.set(folder, compiler);
    return compiler;
  };
  return {
    compileAhead: (folder, units) => compilerFor(folder).compile(units),
    // Its sockets are native code: a build that executes nothing does not load them.
    startKernel: async (spec, options) => {
      const { startKernel } = await import("../engine/client/start-kernel.js");
      return startKernel(spec, options);
    },
    resolveKernel: async (name, { memoryMb }) =>
      name === kernelName
        ? { spec: builtinKernelSpec({ store, memoryMb }), origin: "builtin" }
        : { spec: await findKernelSpec(name), origin: "installed" },
    now: () => performance.now(),
    cacheIn: (opened) =>
      new ExecutionCache({
        store: opened,
        runtime: currentRuntime(),
        environment: process.env,
        compiledReads: (folder, units) => compilerFor(folder).reads(units),
      }),
    async close() {
      await Promise.all([...compilers.values()].map((compiler) => compiler.close()));
    },
  };
}
