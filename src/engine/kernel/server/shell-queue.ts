/**
 * Requests that wait for the interpreter, one after the other. When one fails and says so (`stop_on_error`), the
 * execute requests that had arrived by then are aborted; later ones are not.
 */
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";

const onTheWayMs = 20;

export interface Queued<T> {
  readonly item: T;
  readonly fate: "perform" | "abort";
}

export class ShellQueue<T> {
  readonly #abortable: (item: T) => boolean;
  readonly #handle: (queued: Queued<T>) => Promise<void>;
  #waiting: Queued<T>[] = [];
  #busy = false;

  constructor(options: {
    readonly abortable: (item: T) => boolean;
    readonly handle: (queued: Queued<T>) => Promise<void>;
  }) {
    this.#abortable = options.abortable;
    this.#handle = options.handle;
  }

  add(item: T): void {
    this.#waiting.push({ item, fate: "perform" });
    if (!this.#busy) void this.#run();
  }

  /** A client sends the cells of a notebook one after the other in one go: those still on their way count as arrived. */
  async abortWaiting(): Promise<void> {
    await delay(onTheWayMs);
    // What has come while this thread was busy is read in this turn.
    await nextTurn();
    this.#waiting = this.#waiting.map((queued) =>
      this.#abortable(queued.item) ? { ...queued, fate: "abort" } : queued,
    );
  }

  async #run(): Promise<void> {
    this.#busy = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await this.#handle(next);
    this.#busy = false;
  }
}
