/** When the kernel is asked for values: soon after something changed, one request at a time, and no change forgotten. */
export interface AskingOptions {
  /** Whether the kernel can answer now; what keeps it from it ends with `ready()`. */
  readonly isReady: () => boolean;
  readonly ask: () => Promise<void>;
  /** Changes that follow one another within so many milliseconds are asked after once. */
  readonly restMs: number;
}

export class Asking {
  readonly #options: AskingOptions;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Something changed since the kernel was last asked. */
  #isWanted = false;
  #isUnderWay = false;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** Something changed. */
  want(): void {
    this.#isWanted = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#begin(), this.#options.restMs);
  }

  /** The kernel can answer. It can after each of our own requests, which want nothing more: this does not go round. */
  ready(): void {
    if (this.#isWanted) this.want();
  }

  close(): void {
    this.#isWanted = false;
    clearTimeout(this.#timer);
  }

  async #begin(): Promise<void> {
    // Not now, but not forgotten.
    if (this.#isUnderWay || !this.#options.isReady()) return;
    this.#isWanted = false;
    this.#isUnderWay = true;
    try {
      await this.#options.ask();
    } finally {
      this.#isUnderWay = false;
      this.ready();
    }
  }
}
