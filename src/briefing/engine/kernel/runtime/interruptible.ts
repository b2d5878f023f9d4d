/**
 * Protects code that an interrupt would break. Termination unwinds the whole JavaScript stack, skipping `finally` and
 * `catch`, so code that must continue afterwards cannot be on the stack of the user's code.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import { MessageChannel } from "node:worker_threads";

/** Starts work in a separate task, off the stack of the caller, which waits for the result. */
export class TaskStarter {
  readonly #channel = new MessageChannel();
  #work: (() => void) | undefined;

  constructor() {
    this.#channel.port2.on("message", () => {
      this.#channel.port2.unref();
      const work = this.#work;
      this.#work = undefined;
      work?.();
    });
    this.#channel.port2.unref();
  }

  start(work: () => void): void {
    this.#work = work;
    this.#channel.port2.ref();
    this.#channel.port1.postMessage(undefined);
  }

  /** Cancels work that was interrupted before it began. */
  withdraw(): void {
    this.#work = undefined;
  }

  close(): void {
    this.#channel.port1.close();
  }
}

type Callback = (...args: unknown[]) => void;

/**
 * Node runs the immediates of one turn in a loop that cleans up in `finally`. Termination skips it, so that later
 * immediates are lost or the loop restarts endlessly. Therefore a user's immediate only schedules a tick: ticks run
 * between immediates, where termination is safe. Order is preserved: a tick, its nested ticks and its promises still
 * precede the next immediate.
 */
export function isolateImmediates(): void {
  const original = timers.setImmediate;
  const isolated = (callback: unknown, ...args: unknown[]): NodeJS.Immediate => {
    // Let Node report the invalid argument.
    if (typeof callback !== "function") return original(callback as Callback);
    const immediate: NodeJS.Immediate = original(() => {
      process.nextTick(() => {
        (callback as Callback).apply(immediate, args);
      });
    });
    return immediate;
  };
  const replacement = Object.defineProperties(isolated, Object.getOwnPropertyDescriptors(original));
  timers.setImmediate = replacement as typeof original;
  globalThis.setImmediate = replacement as typeof original;
  syncBuiltinESMExports();
}
