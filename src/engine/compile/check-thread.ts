/** Checks whole notebooks by tslab's TypeScript, in a thread that is started once and leaves the main loop free. */
import path from "node:path";
import { Worker } from "node:worker_threads";
import { BriefingError } from "../../model/errors.js";
import type { Unit, UnitResult } from "./chain.js";
import type { CheckerOptions } from "./contract.js";
import { COMPILED_FOLDER } from "./installation.js";

export interface NotebookChecker {
  /** The code of one notebook, in order; a result for every unit. */
  check(units: readonly Unit[]): Promise<readonly UnitResult[]>;
  close(): Promise<void>;
}

class CheckerCrashError extends BriefingError {}

export interface WorkerRequest {
  readonly id: number;
  readonly units: readonly Unit[];
}

export type WorkerReply =
  | { readonly id: number; readonly results: readonly UnitResult[] }
  | { readonly id: number; readonly crash: string };

interface Waiting {
  resolve(results: readonly UnitResult[]): void;
  reject(error: Error): void;
}

export function createNotebookChecker(options: CheckerOptions): NotebookChecker {
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
      if ("results" in reply) request?.resolve(reply.results);
      else request?.reject(crashed(reply.crash));
    });
    worker.on("error", (error) => {
      end(worker, error instanceof Error ? error.message : String(error));
    });
    worker.on("exit", () => {
      end(worker, "its thread ended");
    });
    return worker;
  };

  return {
    check(units) {
      const worker = (thread ??= start());
      count += 1;
      const id = count;
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, units } satisfies WorkerRequest);
      });
    },
    async close() {
      // Whoever waits for the end must not find the event loop empty before it: Node would exit with code 13.
      thread?.ref();
      await thread?.terminate();
    },
  };
}

function crashed(reason: string): CheckerCrashError {
  return new CheckerCrashError(`TypeScript crashed while it checked notebook cells: ${reason}`, {
    hint: "Run the command again; if it happens again, please report it with the notebook.",
  });
}
