/** Kernels that ask for the same result at the same time: one computes it, and the others wait for it. */
import { isTakenHere, takeAtOnce } from "../../../lib/lock.js";

const pollMs = 20;
/** Then the result is computed twice: whoever computes it may be stuck. */
const longestWaitMs = 60_000;

/** `shield` runs the kernel's own work. */
export class Turns {
  readonly #shield: <T>(work: () => T) => T;
  /** Ends the turn of this kernel. */
  #end: (() => void) | undefined;

  constructor(shield: <T>(work: () => T) => T) {
    this.#shield = shield;
  }

  /**
   * Computes the result while others wait; or waits for a kernel that computes it now, and then takes what `find`
   * returns, if anything. A kernel that computes something waits for nobody, as two could wait for each other.
   */
  inTurn<T>(lock: string, { find, compute }: { find: () => T | undefined; compute: () => T }): T {
    if (this.#end !== undefined) return compute();
    this.#end = this.#shield(() => takeAtOnce(lock));
    if (this.#end === undefined) {
      this.#wait(lock);
      return find() ?? compute();
    }
    try {
      return compute();
    } finally {
      this.end();
    }
  }

  /** An interrupt ends a computation without its `finally`. */
  end(): void {
    const end = this.#end;
    this.#end = undefined;
    if (end !== undefined) this.#shield(end);
  }

  /** An interrupt ends the wait, too: it is noticed between two steps. */
  #wait(lock: string): void {
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < longestWaitMs; waited += pollMs) {
      if (!this.#shield(() => isTakenHere(lock))) return;
      Atomics.wait(clock, 0, 0, pollMs);
    }
  }
}
