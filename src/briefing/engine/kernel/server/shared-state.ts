/**
 * Shared memory of the two threads, for state that cannot wait until the main thread reads messages: output in flight,
 * acknowledged interrupts, termination requests, and whether all output has been flushed.
 */
const inFlight = 0;
const acknowledged = 1;
const shieldDepth = 2;
const flushed = 3;
const terminationWanted = 4;

/** Output in flight beyond which the main thread blocks; in UTF-16 units plus overhead, roughly bytes. */
const inFlightLimit = 8 * 1024 * 1024;
/** Estimated memory per message in addition to its text. */
export const messageOverhead = 256;

export class SharedState {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(buffer = new SharedArrayBuffer(20)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
  }

  /** Main thread: counts posted output and blocks while too much is in flight. */
  sent(size: number): void {
    let now = Atomics.add(this.#words, inFlight, size) + size;
    while (now > inFlightLimit) {
      Atomics.wait(this.#words, inFlight, now, 100);
      now = Atomics.load(this.#words, inFlight);
    }
  }

  /** Worker: output has been written to the socket. */
  delivered(size: number): void {
    Atomics.sub(this.#words, inFlight, size);
    Atomics.notify(this.#words, inFlight);
  }

  /** Main thread: acknowledges the interrupt, so there is nothing to terminate. */
  acknowledgeInterrupt(id: number): void {
    this.withdrawTermination();
    Atomics.store(this.#words, acknowledged, id);
  }

  clearAcknowledgement(): void {
    Atomics.store(this.#words, acknowledged, 0);
  }

  isAcknowledged(id: number): boolean {
    return Atomics.load(this.#words, acknowledged) === id;
  }

  shield<T>(work: () => T): T {
    Atomics.add(this.#words, shieldDepth, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.#words, shieldDepth, 1);
    }
  }

  /** Main thread: the process is exiting and must not be terminated or blocked. */
  shieldExit(): void {
    Atomics.add(this.#words, shieldDepth, 1);
  }

  requestTermination(): void {
    Atomics.store(this.#words, terminationWanted, 1);
  }

  withdrawTermination(): void {
    Atomics.store(this.#words, terminationWanted, 0);
  }

  get wantsTermination(): boolean {
    return Atomics.load(this.#words, terminationWanted) === 1;
  }

  /** Main thread, called between two steps of its code: may it be terminated? Each request is granted once. */
  grantTermination(): boolean {
    if (Atomics.load(this.#words, shieldDepth) > 0) return false;
    return Atomics.exchange(this.#words, terminationWanted, 0) === 1;
  }

  setFlushed(): void {
    Atomics.store(this.#words, flushed, 1);
    Atomics.notify(this.#words, flushed);
  }

  /** Main thread, at exit: blocks until all output is sent, for at most `ms`. */
  waitUntilFlushed(ms: number): void {
    Atomics.wait(this.#words, flushed, 0, ms);
  }
}
