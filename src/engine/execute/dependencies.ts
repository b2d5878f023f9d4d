import type { KernelSession, KernelSpec, StartOptions } from "../client/contract.js";
import type { ExecutionCache } from "./cache/execution-cache.js";
import type { ResolvedKernel, TypeChecker } from "./contract.js";

/** What execution needs of the rest of the engine and of the outside. */
export interface ExecuteDependencies {
  /** Throws a BriefingError that lists the kernels there are when the name is unknown. */
  readonly resolveKernel: (
    name: string,
    settings: { readonly memoryMb: number | undefined },
  ) => ResolvedKernel | Promise<ResolvedKernel>;
  readonly startKernel: (spec: KernelSpec, options: StartOptions) => Promise<KernelSession>;
  /** Starts a kernel that the next `startKernel` of the same kind gets. */
  readonly prepareKernel?: (spec: KernelSpec, options: Omit<StartOptions, "signal">) => void;
  readonly types?: TypeChecker;
  /** Executions to be used in place of a kernel, and added to; without it everything is executed. */
  readonly cache?: ExecutionCache;
  readonly now: () => number;
}
