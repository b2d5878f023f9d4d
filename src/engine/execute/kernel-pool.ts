/** Kernels, one of which is started before a notebook asks for it: while others execute, or until the next edit. */
import type { KernelSession, KernelSpec, StartOptions } from "../client/contract.js";

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

  /** As `startKernel`; gives the spare kernel if it is of the same kind. */
  readonly start: Start = async (spec, options) => {
    const spare = this.#spare;
    if (spare?.key !== keyOf(spec, options)) return this.#start(spec, options);
    this.#spare = undefined;
    const end = (): void => {
      spare.cancel.abort(options.signal?.reason);
    };
    options.signal?.addEventListener("abort", end, { once: true });
    if (options.signal?.aborted === true) end();
    const session = await spare.session.catch(() => undefined);
    return session?.alive === true ? session : this.#start(spec, options);
  };

  /** Starts a spare kernel; the next `start` of the same kind gets it. */
  readonly prepare = (spec: KernelSpec, options: Omit<StartOptions, "signal">): void => {
    const key = keyOf(spec, options);
    if (this.#spare?.key === key) return;
    void this.close();
    const cancel = new AbortController();
    const session = this.#start(spec, { ...options, signal: cancel.signal });
    // The caller that gets it handles its failure.
    session.catch(() => undefined);
    this.#spare = { key, session, cancel };
  };

  /** Ends the spare kernel: its program has changed on disk, or nobody will need it. */
  async close(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    spare?.cancel.abort();
    await spare?.session.then((session) => session.shutdown()).catch(() => undefined);
  }
}

const keyOf = (spec: KernelSpec, options: StartOptions): string =>
  JSON.stringify([spec, { ...options, signal: undefined }]);
