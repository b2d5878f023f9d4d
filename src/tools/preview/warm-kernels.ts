/** Kernels that are up before a notebook asks for one, so that an edit does not wait for its start. */
import type { KernelSession, KernelSpec, StartOptions } from "../../engine/client/contract.js";

type Start = (spec: KernelSpec, options: StartOptions) => Promise<KernelSession>;

interface Warm {
  readonly key: string;
  readonly session: Promise<KernelSession>;
}

export class WarmKernels {
  readonly #start: Start;
  readonly #signal: AbortSignal;
  #spare: Warm | undefined;

  /** When `signal` aborts, the spare kernel ends. */
  constructor(start: Start, signal: AbortSignal) {
    this.#start = start;
    this.#signal = signal;
  }

  /** As `startKernel`: the spare one where it is of the same kind; `prepare` puts another in its place. */
  readonly start: Start = async (spec, options) => {
    const key = keyOf(spec, options);
    const spare = this.#spare;
    if (spare?.key !== key) return await this.#start(spec, options);
    this.#spare = undefined;
    const session = await spare.session.catch(() => undefined);
    if (session === undefined || !session.alive) return await this.#start(spec, options);
    endWith(session, options.signal);
    return session;
  };

  /** Begins to start a spare kernel; the next `start` of the same kind gets it. */
  prepare(spec: KernelSpec, options: Omit<StartOptions, "signal">): void {
    if (this.#signal.aborted) return;
    const key = keyOf(spec, options);
    if (this.#spare?.key === key) return;
    void this.drop();
    const session = this.#start(spec, { ...options, signal: this.#signal });
    // Whoever takes it sees that it failed.
    session.catch(() => undefined);
    this.#spare = { key, session };
  }

  /** Its program has changed on disk, or nobody will want it. */
  async drop(): Promise<void> {
    const spare = this.#spare;
    this.#spare = undefined;
    await spare?.session.then((session) => session.shutdown()).catch(() => undefined);
  }
}

const keyOf = (spec: KernelSpec, options: StartOptions): string =>
  JSON.stringify([spec, { ...options, signal: undefined }]);

function endWith(session: KernelSession, signal: AbortSignal | undefined): void {
  const end = (): void => {
    void session.shutdown().catch(() => undefined);
  };
  if (signal?.aborted === true) end();
  else signal?.addEventListener("abort", end, { once: true });
}
