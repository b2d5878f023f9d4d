/**
 * The few words of memory both threads see, for what cannot wait until the main thread listens again: how much output
 * is on its way, whether an interrupt has been heard, whether execution may be terminated now, whether all is sent.
 */
const inFlight = 0;
const heardInterrupt = 1;
const shieldDepth = 2;
const flushed = 3;
const terminationWanted = 4;

/** Output on its way to the sockets beyond which the main thread waits; in UTF-16 units and overheads, roughly bytes. */
const inFlightLimit = 8 * 1024 * 1024;
/** A message costs memory beside its text. */
export const messageOverhead = 256;

export class SharedState {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;

  constructor(buffer = new SharedArrayBuffer(20)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
  }

  /** Main thread: counts output that has been posted and waits while there is too much of it. */
  sent(size: number): void {
    let now = Atomics.add(this.#words, inFlight, size) + size;
    while (now > inFlightLimit) {
      Atomics.wait(this.#words, inFlight, now, 100);
      now = Atomics.load(this.#words, inFlight);
    }
  }

  /** Worker: output has left for the socket. */
  delivered(size: number): void {
    Atomics.sub(this.#words, inFlight, size);
    Atomics.notify(this.#words, inFlight);
  }

  /** Main thread: it listens, so there is nothing to terminate. */
  hear(id: number): void {
    this.withdrawTermination();
    Atomics.store(this.#words, heardInterrupt, id);
  }

  forgetInterrupt(): void {
    Atomics.store(this.#words, heardInterrupt, 0);
  }

  hasHeard(id: number): boolean {
    return Atomics.load(this.#words, heardInterrupt) === id;
  }

  shield<T>(work: () => T): T {
    Atomics.add(this.#words, shieldDepth, 1);
    try {
      return work();
    } finally {
      Atomics.sub(this.#words, shieldDepth, 1);
    }
  }

  /** Main thread: from now on the process exits, and nothing may keep it from that. */
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

  /** Main thread, in the middle of what it executes: may it be terminated? Each request is granted once. */
  grantTermination(): boolean {
    if (Atomics.load(this.#words, shieldDepth) > 0) return false;
    return Atomics.exchange(this.#words, terminationWanted, 0) === 1;
  }

  raiseFlushed(): void {
    Atomics.store(this.#words, flushed, 1);
    Atomics.notify(this.#words, flushed);
  }

  /** Main thread, at exit: blocks until everything is sent, or for `ms`. */
  waitUntilFlushed(ms: number): void {
    Atomics.wait(this.#words, flushed, 0, ms);
  }
}
