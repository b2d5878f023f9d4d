import path from "node:path";
import type { KernelSession } from "../client/contract.js";
import { compileAhead } from "./ahead.js";
import type { Failure } from "./contract.js";
import type { ExecuteDependencies } from "./dependencies.js";
import type { NotebookRun } from "./run.js";

/**
 * What happens before the first cell of a notebook: its kernel comes up while its cells are compiled. It may begin
 * before anyone waits for it, and be ended before it is done.
 */
export class Launch {
  /** The type errors found. */
  readonly compiled: Promise<readonly Failure[]>;
  readonly session: Promise<KernelSession>;
  /** Epoch milliseconds: nothing that the notebook reads was read before. */
  readonly startedAt = Date.now();
  readonly #cancel = new AbortController();
  #isUp = false;

  constructor(run: NotebookRun, { startKernel, compileAhead: compile }: ExecuteDependencies) {
    const signal = AbortSignal.any([run.settings.signal, this.#cancel.signal]);
    const cwd = path.dirname(path.resolve(run.path));
    const { spec, origin } = run.kernel;
    const isCompiled = compile !== undefined && origin === "builtin";
    this.compiled = isCompiled ? compileAhead(run, compile, run.settings.signal) : Promise.resolve([]);
    // A start that throws at once is a start that failed.
    this.session = Promise.resolve().then(() => startKernel(spec, { cwd, signal }));
    // Whoever waits sees the rejection; nobody may.
    this.compiled.catch(() => undefined);
    this.session.then(
      () => {
        this.#isUp = true;
      },
      () => undefined,
    );
  }

  /** Ends the kernel, wherever it is on its way; never rejects. */
  async end(): Promise<void> {
    // A kernel that is up is shut down in order.
    if (!this.#isUp) this.#cancel.abort();
    try {
      const session = await this.session;
      await session.shutdown();
    } catch {
      // It is not running; what kept it from running was said when it was waited for.
    }
  }
}
