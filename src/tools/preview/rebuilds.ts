/** When to build: shortly after the last change of a burst, one build at a time. */
export interface RebuildOptions {
  /** Gets the files that changed since the build before: none for the first. Never rejects. */
  readonly build: (changed: ReadonlySet<string>) => Promise<void>;
  /** Milliseconds without a change before a build begins. */
  readonly quietMs?: number;
}

/** Chokidar drops further changes of a file within 50 ms after it reported one: a build reads the file after that. */
const usualQuietMs = 50;

export class Rebuilds {
  readonly #build: RebuildOptions["build"];
  readonly #quietMs: number;
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isDue = false;
  #isClosed = false;
  #running: Promise<void> | undefined;

  constructor({ build, quietMs = usualQuietMs }: RebuildOptions) {
    this.#build = build;
    this.#quietMs = quietMs;
    this.#isDue = true;
    this.#next();
  }

  changed(file: string): void {
    if (this.#isClosed) return;
    this.#changed.add(file);
    this.#isDue = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isDue = true;
      this.#next();
    }, this.#quietMs);
  }

  /** No build begins any more; resolves when the one at work has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #next(): void {
    if (this.#isClosed || !this.#isDue || this.#running !== undefined) return;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#isDue = false;
    this.#running = this.#build(changed).finally(() => {
      this.#running = undefined;
      this.#next();
    });
  }
}
