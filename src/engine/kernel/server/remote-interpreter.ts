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
/**
 * A native call cannot be cut short: attempts go on until it returns. Who asked is not kept waiting for so long.
 */
const patienceMs = 10_000;

export interface RemoteInterpreter {
  /** Hands over the task, one at a time; `id` names it in everything the interpreter says about it. */
  perform<K extends Task["kind"]>(
    id: number,
    task: Extract<Task, { kind: K }>,
  ): Promise<Extract<TaskResult, { kind: K }>>;
  done(id: number, result: TaskResult): void;
  /** What was handed over and has not ended. */
  readonly current: { readonly id: number; readonly kind: Task["kind"] } | undefined;
  /** Resolves when the task has ended, or to "deaf" when nothing could end it yet: it ends as soon as it listens. */
  interrupt(): Promise<"ended" | "deaf">;
  /** The process is about to exit: it would wait for a session that is still connected. */
  release(): void;
}

export function createRemoteInterpreter(
  shared: SharedState,
  post: (message: ToInterpreter) => void,
): RemoteInterpreter {
  let current:
    | { readonly id: number; readonly kind: Task["kind"]; readonly resolve: (result: TaskResult) => void }
    | undefined;
  let underway: Promise<"ended"> | undefined;
  /** Asks the main thread whether it may be terminated. */
  let session: Session | undefined;
  let released = false;

  async function interrupt(id: number): Promise<"ended"> {
    const ended = (): boolean => current?.id !== id;
    while (!released && !ended()) {
      shared.forgetInterrupt();
      post({ type: "interrupt", id });
      if (await within(hearMs, () => ended() || shared.hasHeard(id))) await within(settleMs, ended);
      else terminate();
    }
    shared.withdrawTermination();
    return "ended";
  }

  /** The main thread answers between two steps of what it executes: one question at a time is enough. */
  function terminate(): void {
    if (released) return;
    shared.requestTermination();
    if (session) return;
    session = new Session();
    session.connectToMainThread();
    ask(session);
  }

  /** Again and again until it says yes: what it executes at the moment may not be the moment. */
  function ask(asked: Session): void {
    if (asked !== session) return;
    asked.post("Runtime.evaluate", { expression: terminationExpression }, () => {
      if (shared.wantsTermination) setTimeout(ask, pollMs, asked);
      else if (asked === session) disconnect();
    });
  }

  function disconnect(): void {
    session?.disconnect();
    session = undefined;
  }

  return {
    perform(id, task) {
      return new Promise((resolve) => {
        // A task is answered by a result of its own kind.
        current = { id, kind: task.kind, resolve: resolve as (result: TaskResult) => void };
        post({ type: "task", id, task });
      });
    },
    done(id, result) {
      if (current?.id !== id) return;
      const { resolve } = current;
      current = undefined;
      resolve(result);
    },
    get current() {
      return current;
    },
    async interrupt() {
      if (current === undefined) return "ended";
      underway ??= interrupt(current.id).finally(() => {
        underway = undefined;
      });
      return Promise.race([underway, delay(patienceMs, "deaf" as const, { ref: false })]);
    },
    release() {
      released = true;
      disconnect();
    },
  };
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
