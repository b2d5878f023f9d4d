/**
 * The worker thread's proxy for the interpreter: sends tasks, awaits results, interrupts. An idle main thread reads the
 * interrupt from its message queue; a busy one is first terminated, and then reads the message.
 */
import { Session } from "node:inspector";
import { setTimeout as delay } from "node:timers/promises";
import { terminationExpression } from "../runtime/termination.js";
import type { Reply, Task, ToInterpreter } from "./messages.js";
import type { SharedState } from "./shared-state.js";

const pollMs = 5;
/** Milliseconds for an idle main thread to acknowledge an interrupt. */
const acknowledgeMs = 100;
/** Milliseconds for an acknowledged interrupt to settle the cell; the host settles it otherwise. */
const settleMs = 1500;
/** Native calls cannot be interrupted: attempts continue until the call returns, but the caller stops waiting. */
const interruptMs = 10_000;

interface Current {
  readonly id: number;
  readonly task: Task;
  readonly resolve: (reply: Reply) => void;
}

export class RemoteInterpreter {
  readonly #shared: SharedState;
  readonly #post: (message: ToInterpreter) => void;
  #current: Current | undefined;
  #interrupting: Promise<"ended"> | undefined;
  /** Connection to the main thread's inspector, for termination requests. */
  #session: Session | undefined;
  #isReleased = false;

  constructor(shared: SharedState, post: (message: ToInterpreter) => void) {
    this.#shared = shared;
    this.#post = post;
  }

  /** The task in progress. */
  get current(): Omit<Current, "resolve"> | undefined {
    return this.#current;
  }

  /** Runs one task at a time; `id` identifies it in the interpreter's messages. */
  perform(id: number, task: Task): Promise<Reply> {
    return new Promise((resolve) => {
      this.#current = { id, task, resolve };
      this.#post({ type: "task", id, task });
    });
  }

  done(id: number, reply: Reply): void {
    const current = this.#current;
    if (current?.id !== id) return;
    this.#current = undefined;
    current.resolve(reply);
  }

  /** Resolves to "ended", or to "unresponsive" if the task is still running; it then ends at the next opportunity. */
  async interrupt(): Promise<"ended" | "unresponsive"> {
    if (this.#current === undefined) return "ended";
    this.#interrupting ??= this.#interrupt(this.#current.id).finally(() => {
      this.#interrupting = undefined;
    });
    return Promise.race([this.#interrupting, delay(interruptMs, "unresponsive" as const, { ref: false })]);
  }

  /** An open inspector session would prevent the process from exiting. */
  release(): void {
    this.#isReleased = true;
    this.#disconnect();
  }

  async #interrupt(id: number): Promise<"ended"> {
    const shared = this.#shared;
    const hasEnded = (): boolean => this.#current?.id !== id;
    while (!this.#isReleased && !hasEnded()) {
      shared.clearAcknowledgement();
      this.#post({ type: "interrupt", id });
      if (await within(acknowledgeMs, () => hasEnded() || shared.isAcknowledged(id)))
        await within(settleMs, hasEnded);
      else this.#terminate();
    }
    shared.withdrawTermination();
    return "ended";
  }

  /** The main thread evaluates requests between two steps of its code, so one at a time is enough. */
  #terminate(): void {
    if (this.#isReleased) return;
    this.#shared.requestTermination();
    if (this.#session) return;
    this.#session = new Session();
    this.#session.connectToMainThread();
    this.#ask(this.#session);
  }

  /** Repeats until termination is granted: the current step may not be a safe point. */
  #ask(session: Session): void {
    if (session !== this.#session) return;
    session.post("Runtime.evaluate", { expression: terminationExpression }, () => {
      if (this.#shared.wantsTermination)
        setTimeout(() => {
          this.#ask(session);
        }, pollMs);
      else if (session === this.#session) this.#disconnect();
    });
  }

  #disconnect(): void {
    this.#session?.disconnect();
    this.#session = undefined;
  }
}

async function within(ms: number, condition: () => boolean): Promise<boolean> {
  // Measured by the clock: while a cell floods this thread with output, timers are late.
  const start = performance.now();
  while (performance.now() - start < ms) {
    if (condition()) return true;
    await delay(pollMs);
  }
  return condition();
}
