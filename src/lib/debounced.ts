/** Work that follows changes: when a burst of them has ended, once at a time, and no change is forgotten. */
interface DebouncedOptions {
  /** Never rejects. */
  readonly run: () => Promise<void>;
  /** Milliseconds without a change before it begins. */
  readonly restMs: number;
  /** Whether it can begin now; what keeps it from it ends with `ready()`. */
  readonly isReady?: () => boolean;
}

export class Debounced {
  readonly #options: DebouncedOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Something changed since the work last began. */
  #isWanted = false;
  #isClosed = false;
  #running: Promise<void> | undefined;

  constructor(options: DebouncedOptions) {
    this.#options = options;
  }

  /** Something changed. */
  want(): void {
    if (this.#isClosed) return;
    this.#isWanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#begin();
    }, this.#options.restMs);
  }

  /** Work can begin. It can after it has ended, too, which changes nothing: this does not go round. */
  ready(): void {
    if (this.#isWanted) this.want();
  }

  /** Nothing begins any more; resolves when the work in progress has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #begin(): void {
    // Not now, but not forgotten.
    if (this.#running !== undefined || this.#options.isReady?.() === false) return;
    this.#isWanted = false;
    this.#running = this.#options.run().finally(() => {
      this.#running = undefined;
      this.ready();
    });
  }
}
