/**
 * Kernels that ask for the same result at the same time: one computes it, and the others wait for it. The one that
 * computes is said to have its turn.
 */
import { isTakenHere, takeAtOnce } from "../../../lib/lock.js";

const pollMs = 20;
/** A kernel that has waited this long computes the result itself, because the other one may be stuck. */
const longestWaitMs = 60_000;

/** `shield` runs the kernel's own work. */
export class Turns {
  readonly #shield: <T>(work: () => T) => T;
  /** Ends the turn of this kernel; undefined if it has none. */
  #end: (() => void) | undefined;

  constructor(shield: <T>(work: () => T) => T) {
    this.#shield = shield;
  }

  /**
   * Computes the result, and others wait for it. If another kernel is computing it already, waits until that one has
   * finished, and returns what `find` then finds; if that is nothing, computes the result after all. A kernel that has
   * its turn never waits: otherwise two kernels could wait for each other.
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

  /** Called after every cell as well, because an interrupt ends a computation without running its `finally`. */
  end(): void {
    const end = this.#end;
    this.#end = undefined;
    if (end !== undefined) this.#shield(end);
  }

  /** In short steps, between which an interrupt is noticed. */
  #wait(lock: string): void {
    const clock = new Int32Array(new SharedArrayBuffer(4));
    for (let waited = 0; waited < longestWaitMs; waited += pollMs) {
      if (!this.#shield(() => isTakenHere(lock))) return;
      Atomics.wait(clock, 0, 0, pollMs);
    }
  }
}
