import path from "node:path";
import type { KernelSession } from "../client/contract.js";
import type { ExecuteDependencies } from "./contract.js";
import type { NotebookRun } from "./run.js";

/** A kernel on its way up: it may be started before anyone waits for it, and ended before it is up. */
export class KernelStart {
  readonly #session: Promise<KernelSession>;
  readonly #cancel = new AbortController();

  constructor(run: NotebookRun, { startKernel }: ExecuteDependencies) {
    const signal = AbortSignal.any([run.settings.signal, this.#cancel.signal]);
    const cwd = path.dirname(path.resolve(run.path));
    // A start that throws at once is a start that failed.
    this.#session = Promise.resolve().then(() => startKernel(run.kernel.spec, { cwd, signal }));
    // Whoever needs the session sees the rejection; nobody may.
    this.#session.catch(() => undefined);
  }

  get session(): Promise<KernelSession> {
    return this.#session;
  }

  /** Ends the kernel, wherever it is on its way; never rejects. */
  async end(): Promise<void> {
    this.#cancel.abort();
    try {
      const session = await this.#session;
      await session.shutdown();
    } catch {
      // It is not running; what kept it from running was said when it was waited for.
    }
  }
}
