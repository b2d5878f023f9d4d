import { isDeepStrictEqual } from "node:util";
import { findKernelSpec } from "../client/kernelspecs.js";
import { openNotebookTypes } from "../compile/check-notebooks.js";
import { ExecutionCache } from "../execute/cache/execution-cache.js";
import type { Execution } from "../execute/contract.js";
import type { ExecuteDependencies } from "../execute/dependencies.js";
import { cacheVariable } from "../kernel/contract.js";
import { kernelName } from "../compile/kernel-metadata.js";
import { builtinKernelSpec } from "../kernel/spec.js";
import { currentRuntime } from "../store/own-code.js";
import type { Store } from "../store/store.js";
import type { KernelSession, KernelSpec, SpareOptions, StartOptions } from "../client/contract.js";

/** What executing notebooks needs: kernels, and a type checker. */
export interface Toolchain extends Required<
  Pick<ExecuteDependencies, "types" | "startKernel" | "prepareKernel" | "resolveKernel">
> {
  readonly cacheIn: (store: Store) => ExecutionCache;
  /** Replaces executions equal to those of the previous build by the same objects, so that derived results are kept. */
  readonly recognise: (executions: readonly Execution[]) => readonly Execution[];
  readonly close: () => Promise<void>;
}

/** `cacheFolder` holds earlier results of type checks, `kernelCache` those that cells ask to remember. */
export function openToolchain(cacheFolder: string, kernelCache = cacheFolder): Toolchain {
  const types = openNotebookTypes(cacheFolder);
  let latest = new Map<string, Execution["notebook"]>();
  // Its sockets are native code, which a build that executes nothing does not load.
  const kernels = new KernelPool(async (spec, options) => {
    const { startKernel } = await import("../client/start-kernel.js");
    const env = { ...options.env, ...(spec.name === kernelName && { [cacheVariable]: kernelCache }) };
    return startKernel(spec, { ...options, env });
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
    cacheIn: (store) => new ExecutionCache({ store, runtime: currentRuntime(), environment: process.env }),
    recognise(executions) {
      const recognised = executions.map((execution) => {
        const before = latest.get(execution.path);
        const isKnown = before !== undefined && isDeepStrictEqual(before, execution.notebook);
        return isKnown ? { ...execution, notebook: before } : execution;
      });
      latest = new Map(recognised.map(({ path, notebook }) => [path, notebook]));
      return recognised;
    },
    async close() {
      await Promise.all([kernels.close(), types.close()]);
    },
  };
}

type Start = (spec: KernelSpec, options: StartOptions) => Promise<KernelSession>;

interface Spare {
  readonly key: string;
  readonly session: Promise<KernelSession>;
  readonly cancel: AbortController;
}

export class KernelPool {
  readonly #start: Start;
  #spare: Spare | undefined;

  constructor(start: Start) {
    this.#start = start;
  }

  /** As `startKernel`, but uses the spare kernel if it is of the same kind. */
  readonly start: Start = async (spec, options) => {
    const spare = this.#spare;
    if (spare?.key !== keyOf(spec, options)) return this.#start(spec, options);
    this.#spare = undefined;
    // The process of the spare kernel was created earlier.
    options.onSpawned?.();
    const end = (): void => {
      spare.cancel.abort(options.signal?.reason);
    };
    options.signal?.addEventListener("abort", end, { once: true });
    if (options.signal?.aborted === true) end();
    const session = await spare.session.catch(() => undefined);
    return session?.alive === true ? session : this.#start(spec, options);
  };

  /** Starts a spare kernel for the next `start` of the same kind. */
  readonly prepare = (spec: KernelSpec, options: SpareOptions): void => {
    const key = keyOf(spec, options);
    if (this.#spare?.key === key) return;
    void this.close();
    const cancel = new AbortController();
    const session = this.#start(spec, { ...options, signal: cancel.signal });
    // The caller that receives it handles its failure.
    session.catch(() => undefined);
    this.#spare = { key, session, cancel };
  };

  /** Ends the spare kernel when its program has changed on disk or it is no longer needed. */
  async close(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    spare?.cancel.abort();
    await spare?.session.then((session) => session.shutdown()).catch(() => undefined);
  }
}

const keyOf = (spec: KernelSpec, options: StartOptions): string =>
  JSON.stringify([spec, { ...options, signal: undefined }]);
