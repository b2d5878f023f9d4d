/**
 * Requests that wait for the interpreter, one after the other. When one fails and says so (`stop_on_error`), the
 * execute requests that had arrived by then are aborted; later ones are not.
 */
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

  /** Requests that are on their way inside the process count as arrived. */
  async abortWaiting(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
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
