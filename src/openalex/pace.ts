/** Waiting, by a clock that nobody can set: a computer's time of day may jump, this one may not. */
import { setTimeout as delay } from "node:timers/promises";

/** So much of lost time is made up for: timers that ring late would otherwise lower the rate. */
const catchUpMs = 50;

export class Pace {
  readonly #intervalMs: number;
  readonly #signal: AbortSignal | undefined;
  #next = 0;
  #held = 0;

  constructor(perSecond: number, signal: AbortSignal | undefined) {
    this.#intervalMs = 1000 / perSecond;
    this.#signal = signal;
  }

  /** Resolves when the next request may be sent. */
  async turn(): Promise<void> {
    const turn = Math.max(this.#next, performance.now() - catchUpMs);
    this.#next = turn + this.#intervalMs;
    await this.#until(turn);
    // Somebody may have been told meanwhile to wait longer: everybody waits, one after the other.
    if (this.#held > performance.now()) {
      await this.#until(this.#held);
      await this.turn();
    }
  }

  /** No request is sent for so long. */
  hold(ms: number): void {
    this.#held = Math.max(this.#held, performance.now() + ms);
  }

  async #until(time: number): Promise<void> {
    this.#signal?.throwIfAborted();
    for (let left = time - performance.now(); left > 0; left = time - performance.now())
      await this.sleep(left);
  }

  async sleep(ms: number): Promise<void> {
    try {
      // A timer of more than 24 days would ring at once.
      await delay(Math.min(ms, 86_400_000), undefined, { ...(this.#signal && { signal: this.#signal }) });
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    }
  }
}
