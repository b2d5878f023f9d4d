/**
 * TypeScript in a thread of its own, started when first asked: the loop of whoever asks stays free, and a check that
 * takes too long can be abandoned, which no other thread could do to one that stands on the main thread.
 */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { BriefingError } from "../../model/errors.js";
import type { Unit, UnitResult } from "./chain.js";
import type { CellChecker, CheckerOptions } from "./contract.js";
import { COMPILED_FOLDER } from "./installation.js";

/** What the thread is asked. */
export interface ThreadCalls extends Omit<CellChecker, "close"> {
  /** The code of one notebook, in order; a result for every unit. */
  checkAll(units: readonly Unit[]): readonly UnitResult[];
}

type Ask<Name extends keyof ThreadCalls> = (
  ...args: Parameters<ThreadCalls[Name]>
) => Promise<ReturnType<ThreadCalls[Name]>>;

export type CheckThread = { [Name in keyof ThreadCalls]: Ask<Name> } & {
  /** Rejects what is asked. The next question starts another thread, which knows as much: every question says all. */
  abandon(): void;
  close(): Promise<void>;
};

class CheckerCrashError extends BriefingError {}

export interface WorkerRequest<Name extends keyof ThreadCalls = keyof ThreadCalls> {
  readonly id: number;
  readonly name: Name;
  readonly args: Parameters<ThreadCalls[Name]>;
}

export type WorkerReply =
  | { readonly id: number; readonly result: ReturnType<ThreadCalls[keyof ThreadCalls]> }
  | { readonly id: number; readonly crash: string };

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

export function createCheckThread(options: CheckerOptions): CheckThread {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let count = 0;

  const end = (worker: Worker, reason: string): void => {
    // Another has begun since.
    if (thread !== worker) return;
    thread = undefined;
    for (const request of waiting.values()) request.reject(crashed(reason));
    waiting.clear();
  };
  const start = (): Worker => {
    const worker = new Worker(path.join(COMPILED_FOLDER, "check-worker.js"), { workerData: options });
    worker.on("message", (reply: WorkerReply) => {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      // Idle, it must not keep the process alive.
      if (waiting.size === 0) worker.unref();
      if ("crash" in reply) request?.reject(crashed(reply.crash));
      else request?.resolve(reply.result as never);
    });
    worker.on("error", (error) => {
      end(worker, error instanceof Error ? error.message : String(error));
    });
    worker.on("exit", () => {
      end(worker, "its thread ended");
    });
    return worker;
  };
  const ask =
    <Name extends keyof ThreadCalls>(name: Name): Ask<Name> =>
    (...args) => {
      const worker = (thread ??= start());
      count += 1;
      const id = count;
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, name, args } satisfies WorkerRequest<Name>);
      });
    };

  const close = async (): Promise<void> => {
    const worker = thread;
    if (worker === undefined) return;
    end(worker, "its thread was ended");
    // Whoever waits for the end must not find the event loop empty before it: Node would exit with code 13.
    worker.ref();
    await worker.terminate();
  };

  return {
    check: ask("check"),
    checkExpressions: ask("checkExpressions"),
    checkAll: ask("checkAll"),
    complete: ask("complete"),
    inspect: ask("inspect"),
    completeness: ask("completeness"),
    abandon() {
      if (waiting.size > 0) void close();
    },
    close,
  };
}

function crashed(reason: string): CheckerCrashError {
  return new CheckerCrashError(`TypeScript crashed while it checked notebook cells: ${reason}`, {
    hint: "Run the command again; if it happens again, please report it with the notebook.",
  });
}
