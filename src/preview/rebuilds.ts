/** When to build: after a burst of changes has ended, one build at a time, and again for what changed meanwhile. */
import type { Outcome } from "./contract.js";

export interface RebuildOptions {
  /** Brings the output up to date; rejects only for what is a defect of the program, or when the preview ends. */
  readonly build: (changed: ReadonlySet<string>) => Promise<Outcome>;
  readonly onBuilding: () => void;
  readonly onOutcome: (outcome: Outcome) => Promise<void> | void;
  readonly onCrash: (error: unknown) => void;
  /** Milliseconds without a change before a build begins. */
  readonly quietMs?: number;
  /** A burst that does not end is built after so many. */
  readonly patienceMs?: number;
  /** What is saved half-written fails to be read: that is shown only if it stays so. */
  readonly holdMs?: number;
}

export class Rebuilds {
  readonly #options: Required<RebuildOptions>;
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #firstChange: number | undefined;
  #isBuilding = false;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: RebuildOptions) {
    this.#options = { quietMs: 40, patienceMs: 400, holdMs: 400, ...options };
  }

  /** `now` is in milliseconds on any clock. */
  change(file: string, now: number): void {
    if (this.#isClosed) return;
    this.#changed.add(file);
    this.#firstChange ??= now;
    const { quietMs, patienceMs } = this.#options;
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#firstChange + patienceMs - now);
    this.#timer = setTimeout(
      () => {
        this.#run();
      },
      Math.min(quietMs, left),
    );
  }

  /** No build begins any more; resolves when the one at work has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #run(): void {
    if (this.#isBuilding || this.#isClosed) return;
    this.#isBuilding = true;
    this.#running = this.#work().finally(() => {
      this.#isBuilding = false;
      if (this.#changed.size > 0) this.#run();
    });
  }

  async #work(): Promise<void> {
    this.#firstChange = undefined;
    const changed = new Set(this.#changed);
    this.#changed.clear();
    const { build, onBuilding, onOutcome, onCrash, holdMs } = this.#options;
    try {
      onBuilding();
      const outcome = await build(changed);
      if (outcome.status === "failed" && outcome.hold === "wait") await this.#waitForChange(holdMs);
      // What changed meanwhile is built at once; its outcome is the one that counts.
      if (this.#changed.size === 0 || outcome.status === "built") await onOutcome(outcome);
    } catch (error) {
      onCrash(error);
    }
  }

  async #waitForChange(ms: number): Promise<void> {
    for (let waited = 0; waited < ms && this.#changed.size === 0 && !this.#isClosed; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
