/** Requests in order, at no more than an allowed rate. */
import { setTimeout as delay } from "node:timers/promises";

/** Milliseconds that never go back, and a wait, which may take longer than asked for. */
export interface Clock {
  readonly now: () => number;
  readonly wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

const machineClock: Clock = {
  now: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, signal === undefined ? {} : { signal }),
};

/** Delay in milliseconds that may be caught up; otherwise late timers would lower the rate. */
export const catchUpMs = 50;

export class Pace {
  readonly #intervalMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #clock: Clock;
  #next = 0;
  #turns: Promise<void> = Promise.resolve();

  constructor(perSecond: number, signal: AbortSignal | undefined, clock = machineClock) {
    this.#intervalMs = 1000 / perSecond;
    this.#signal = signal;
    this.#clock = clock;
  }

  /** Resolves when the next request may be sent; all requests wait in order. */
  turn(): Promise<void> {
    this.#turns = this.#turns.then(() => this.#wait());
    return this.#turns;
  }

  /** Pauses all requests. */
  hold(ms: number): void {
    this.#next = Math.max(this.#next, this.#clock.now() + ms);
  }

  async #wait(): Promise<void> {
    this.#signal?.throwIfAborted();
    // Another request may extend the pause in the meantime.
    for (let left; (left = this.#next - this.#clock.now()) > 0;) await this.sleep(left);
    this.#next = Math.max(this.#next, this.#clock.now() - catchUpMs) + this.#intervalMs;
  }

  async sleep(ms: number): Promise<void> {
    try {
      // Longer than 24 days would overflow the timer, which would then fire immediately.
      await this.#clock.wait(Math.min(ms, 86_400_000), this.#signal);
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    }
  }
}
