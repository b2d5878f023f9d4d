/**
 * What an interrupt would break. It unwinds the whole JavaScript stack, past every `finally` and `catch`, so nothing may
 * stand on the stack of a person's code that has to continue afterwards.
 */
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import { MessageChannel } from "node:worker_threads";

/** Starts work as a task of its own: it must not stand on the stack of the caller, which waits for an answer. */
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

  /** Interrupted before it began: it must not begin afterwards. */
  withdraw(): void {
    this.#work = undefined;
  }

  close(): void {
    this.#channel.port1.close();
  }
}

type Callback = (...args: unknown[]) => void;

/**
 * Node runs the immediates of one turn in a loop whose book-keeping stands in `finally`. Execution that is terminated
 * skips it: the immediates behind the terminated one are lost, or the loop starts over without end. So an immediate of
 * a person's code only schedules a tick; ticks run between the immediates, where a termination leaves all in order.
 * Order is kept: a tick, its own ticks and its promises still come before the next immediate.
 */
export function isolateImmediates(): void {
  const original = timers.setImmediate;
  const isolated = (callback: unknown, ...args: unknown[]): NodeJS.Immediate => {
    // Node's own complaint about what is no function.
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
