import { MessageChannel } from "node:worker_threads";

/**
 * Starts work as a task of its own. An interrupt unwinds the whole JavaScript stack of a task: the work must not stand
 * on the stack of whoever asked for it and waits for an answer.
 */
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
