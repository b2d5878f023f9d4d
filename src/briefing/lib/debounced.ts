/** Runs work after changes: when a burst of changes has ended, one run at a time, without losing a change. */
interface DebouncedOptions {
  /** Never rejects. */
  readonly run: () => Promise<void>;
  /** Milliseconds without a change before a run starts. */
  readonly restMs: number;
  /** Whether a run can start now; after an obstacle has been removed, call `ready()`. */
  readonly isReady?: () => boolean;
}

export class Debounced {
  readonly #options: DebouncedOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether something changed since the last run started. */
  #isWanted = false;
  #isClosed = false;
  #running: Promise<void> | undefined;

  constructor(options: DebouncedOptions) {
    this.#options = options;
  }

  /** Records a change. */
  want(): void {
    if (this.#isClosed) return;
    this.#isWanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#begin();
    }, this.#options.restMs);
  }

  /** To be called when a run has become possible; also called after each run. Without a change, nothing happens. */
  ready(): void {
    if (this.#isWanted) this.want();
  }

  /** Prevents further runs; resolves when the current one has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #begin(): void {
    // Postponed, not lost.
    if (this.#running !== undefined || this.#options.isReady?.() === false) return;
    this.#isWanted = false;
    this.#running = this.#options.run().finally(() => {
      this.#running = undefined;
      this.ready();
    });
  }
}
