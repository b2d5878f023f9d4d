import { findKernelSpec } from "../client/kernelspecs.js";
import { createAheadCompiler, type AheadCompiler } from "../compile/ahead.js";
import type { CacheOptions } from "../execute/cache/contract.js";
import type { ExecuteDependencies } from "../execute/contract.js";
import { builtinKernelSpec, kernelName } from "../kernel/spec.js";

export type SeenByCompiler = CacheOptions["seenByCompiler"];

/** What executing notebooks needs: kernels, and one compiler for each folder of notebooks. */
export interface Toolchain extends Required<
  Pick<ExecuteDependencies, "compileAhead" | "startKernel" | "resolveKernel">
> {
  readonly seenByCompiler: SeenByCompiler;
  close(): Promise<void>;
}

/** `store` is the folder of compiled cells, for compilers and kernels alike. */
export function openToolchain(store: string | undefined): Toolchain {
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
      const { startKernel } = await import("../client/start-kernel.js");
      return startKernel(spec, options);
    },
    resolveKernel: async (name, { memoryMb }) =>
      name === kernelName
        ? { spec: builtinKernelSpec({ store, memoryMb }), origin: "builtin" }
        : { spec: await findKernelSpec(name), origin: "installed" },
    seenByCompiler: (folder, units) => compilerFor(folder).seen(units),
    async close() {
      await Promise.all([...compilers.values()].map((compiler) => compiler.close()));
    },
  };
}
