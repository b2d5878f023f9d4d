import type { KernelSession, KernelSpec, SpareOptions, StartOptions } from "../client/contract.js";
import type { ExecutionCache } from "./cache/execution-cache.js";
import type { ResolvedKernel, TypeChecker } from "./contract.js";

/** External dependencies of execution. */
export interface ExecuteDependencies {
  /** If the name is unknown, throws a BriefingError that lists the available kernels. */
  readonly resolveKernel: (
    name: string,
    settings: { readonly memoryMb: number | undefined },
  ) => ResolvedKernel | Promise<ResolvedKernel>;
  readonly startKernel: (spec: KernelSpec, options: StartOptions) => Promise<KernelSession>;
  /** Starts a kernel in advance, to be returned by the next `startKernel` call of the same kind. */
  readonly prepareKernel?: (spec: KernelSpec, options: SpareOptions) => void;
  readonly types?: TypeChecker;
  /** Cached executions, reused and extended; without it, all notebooks are executed. */
  readonly cache?: ExecutionCache;
  readonly now: () => number;
}
