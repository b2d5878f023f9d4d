/**
 * When to build: after a burst of changes has ended, one build at a time. What stands on disk decides: it is read before a
 * build, after it, a moment later and then at intervals, and the page is built again if it differs from what was built.
 * That catches changes the watcher missed.
 */
import type { Outcome } from "./contract.js";
import { changesBetween, type DiskState } from "./disk.js";

export interface RebuildOptions {
  /** What stands on disk, to be compared with what stood there before. */
  readonly look: (before: DiskState | undefined) => Promise<DiskState>;
  /**
   * Brings the output up to date; rejects only when the preview ends. Gets the files that changed since the last build: none for the first.
   */
  readonly build: (changed: ReadonlySet<string>) => Promise<Outcome>;
  readonly onBuilding: () => void;
  readonly onOutcome: (outcome: Outcome) => Promise<void> | void;
  /** What went wrong beside the builds; the disk is looked at again all the same. */
  readonly onError: (error: unknown) => void;
  /** Milliseconds without a hint before a build begins. */
  readonly quietMs?: number;
  /** A burst that does not end is built after so many. */
  readonly patienceMs?: number;
  /** What is saved half-written fails to be read: that is shown only if it stays so. */
  readonly holdMs?: number;
  /** How long after a build the disk is looked at again without a hint; and how long after that, each time. */
  readonly againMs?: readonly [number, number];
}

export class Rebuilds {
  readonly #options: Required<RebuildOptions>;
  /** What stood on disk before the last build read it. */
  #built: DiskState | undefined;
  #timer: NodeJS.Timeout | undefined;
  #firstHint: number | undefined;
  #isAtWork = false;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: RebuildOptions) {
    this.#options = { quietMs: 40, patienceMs: 400, holdMs: 400, againMs: [150, 2000], ...options };
  }

  /** Something may have changed; or, the first time: begin. `now` is in milliseconds on any clock. */
  hint(now: number): void {
    if (this.#isClosed) return;
    this.#firstHint ??= now;
    const { quietMs, patienceMs } = this.#options;
    this.#runIn(Math.min(quietMs, Math.max(0, this.#firstHint + patienceMs - now)));
  }

  /** No build begins any more; resolves when the one at work has ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #runIn(ms: number): void {
    clearTimeout(this.#timer);
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      // The disk is looked at again when it has ended.
      if (this.#isAtWork) return;
      this.#isAtWork = true;
      this.#running = this.#work().finally(() => {
        this.#isAtWork = false;
      });
    }, ms);
  }

  async #work(): Promise<void> {
    const { onError, quietMs, againMs } = this.#options;
    let nextMs = againMs[1];
    try {
      while (!this.#isClosed && (await this.#buildIfChanged())) [nextMs] = againMs;
    } catch (error) {
      onError(error);
    }
    this.#runIn(this.#firstHint === undefined ? nextMs : quietMs);
  }

  /** Whether it built, and the disk has to be looked at again. */
  async #buildIfChanged(): Promise<boolean> {
    this.#firstHint = undefined;
    const { look, build, onBuilding, onOutcome, holdMs } = this.#options;
    const before = this.#built;
    const now = await look(before);
    this.#built = now;
    const changed = before === undefined ? [] : changesBetween(before, now);
    if (this.#isClosed || (before !== undefined && changed.length === 0)) return false;
    onBuilding();
    const outcome = await build(new Set(changed));
    if (outcome.status === "failed" && outcome.hold === "wait") await this.#waitForChange(holdMs);
    // What changed meanwhile is built at once; its outcome is the one that counts.
    if (outcome.status === "built" || !(await this.#isOld())) await onOutcome(outcome);
    return true;
  }

  async #isOld(): Promise<boolean> {
    const { look } = this.#options;
    const built = this.#built;
    return built !== undefined && changesBetween(built, await look(built)).length > 0;
  }

  async #waitForChange(ms: number): Promise<void> {
    for (let waited = 0; waited < ms && !this.#isClosed && !(await this.#isOld()); waited += 40)
      await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
