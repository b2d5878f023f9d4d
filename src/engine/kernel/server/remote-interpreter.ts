/**
 * The socket thread's view of the interpreter: hand over a task, wait for its result, interrupt it. A main thread that
 * is idle reads the interrupt from its messages. One that is computing cannot: what it executes is terminated first, and
 * then it reads the message.
 */
import { Session } from "node:inspector";
import { setTimeout as delay } from "node:timers/promises";

import { terminationExpression } from "../runtime/termination.js";
import type { Task, TaskResult, ToInterpreter } from "./messages.js";
import type { SharedState } from "./shared-state.js";

const pollMs = 5;
/** A main thread that is free has heard by then. */
const hearMs = 100;
/** An interpreter that has heard has settled the cell by then; the host settles it otherwise. */
const settleMs = 1500;
/** A native call cannot be cut short: attempts continue until it returns. The caller is not kept waiting for so long. */
const patienceMs = 10_000;

interface Current {
  readonly id: number;
  readonly kind: Task["kind"];
  readonly resolve: (result: TaskResult) => void;
}

export class RemoteInterpreter {
  readonly #shared: SharedState;
  readonly #post: (message: ToInterpreter) => void;
  #current: Current | undefined;
  #interrupting: Promise<"ended"> | undefined;
  /** Asks the main thread whether it may be terminated. */
  #session: Session | undefined;
  #isReleased = false;

  constructor(shared: SharedState, post: (message: ToInterpreter) => void) {
    this.#shared = shared;
    this.#post = post;
  }

  /** What was handed over and has not ended. */
  get current(): Pick<Current, "id" | "kind"> | undefined {
    return this.#current;
  }

  /** Hands over the task, one at a time; `id` names it in everything the interpreter says about it. */
  perform<K extends Task["kind"]>(
    id: number,
    task: Extract<Task, { kind: K }>,
  ): Promise<Extract<TaskResult, { kind: K }>> {
    return new Promise((resolve) => {
      // A task is answered by a result of its own kind.
      this.#current = { id, kind: task.kind, resolve: resolve as (result: TaskResult) => void };
      this.#post({ type: "task", id, task });
    });
  }

  done(id: number, result: TaskResult): void {
    const current = this.#current;
    if (current?.id !== id) return;
    this.#current = undefined;
    current.resolve(result);
  }

  /** Resolves when the task has ended, or to "deaf" when nothing could end it yet: it ends as soon as it listens. */
  async interrupt(): Promise<"ended" | "deaf"> {
    if (this.#current === undefined) return "ended";
    this.#interrupting ??= this.#interrupt(this.#current.id).finally(() => {
      this.#interrupting = undefined;
    });
    return Promise.race([this.#interrupting, delay(patienceMs, "deaf" as const, { ref: false })]);
  }

  /** The process is about to exit: it would wait for a session that is still connected. */
  release(): void {
    this.#isReleased = true;
    this.#disconnect();
  }

  async #interrupt(id: number): Promise<"ended"> {
    const shared = this.#shared;
    const hasEnded = (): boolean => this.#current?.id !== id;
    while (!this.#isReleased && !hasEnded()) {
      shared.forgetInterrupt();
      this.#post({ type: "interrupt", id });
      if (await within(hearMs, () => hasEnded() || shared.hasHeard(id))) await within(settleMs, hasEnded);
      else this.#terminate();
    }
    shared.withdrawTermination();
    return "ended";
  }

  /** The main thread answers between two steps of what it executes: one question at a time is enough. */
  #terminate(): void {
    if (this.#isReleased) return;
    this.#shared.requestTermination();
    if (this.#session) return;
    this.#session = new Session();
    this.#session.connectToMainThread();
    this.#ask(this.#session);
  }

  /** Again and again until it says yes: what it executes at the moment may not be the moment. */
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
  // By the clock: while a cell floods this thread with output, a turn of its loop takes long.
  const start = performance.now();
  while (performance.now() - start < ms) {
    if (condition()) return true;
    await delay(pollMs);
  }
  return condition();
}
