/**
 * Compiles whole notebooks ahead of their execution, so that kernels find every cell in the store. What the store has
 * is answered here and now, without TypeScript; from the first miss on, the rest of the notebook goes to one worker
 * thread, which is started once and leaves the main loop free.
 */
import { Worker } from "node:worker_threads";
import path from "node:path";
import { BriefingError } from "../../model/errors.js";
import { chain, type Unit, type UnitResult } from "./chain.js";
import type { Reads } from "../store/fingerprint.js";
import { CompileCache } from "./compile-cache.js";
import { COMPILED_FOLDER } from "./installation.js";
import { optimizeLate } from "./tier-up.js";

export type { Unit };

export interface AheadCompiler {
  /** The code of one notebook, in order; a result for every unit. */
  compile(units: readonly Unit[]): Promise<readonly UnitResult[]>;
  /** What units that have been compiled rest on; undefined if the store does not have them all. */
  reads(units: readonly Unit[]): Reads | undefined;
  close(): Promise<void>;
}

export interface AheadOptions {
  /** Absolute path; imports resolve from here. */
  readonly folder: string;
  readonly store: string | undefined;
}

class CompilerCrashError extends BriefingError {}

export interface WorkerRequest {
  readonly id: number;
  readonly declarations: string;
  readonly units: readonly Unit[];
}

export type WorkerReply =
  | { readonly id: number; readonly results: readonly UnitResult[] }
  | { readonly id: number; readonly crash: string };

export function createAheadCompiler(options: AheadOptions): AheadCompiler {
  const cache = new CompileCache(options.folder, options.store);
  let worker: CompileWorker | undefined;

  /** What the store has of the units, up to the first that is missing. */
  const known = (units: readonly Unit[]) => {
    const files = cache.look();
    const reads: Reads[] = [];
    const take = <Result>(found: { readonly result: Result; readonly reads: Reads } | undefined) => {
      if (found !== undefined) reads.push(found.reads);
      return found?.result;
    };
    const chained = chain("", units, {
      cell: (declarations, code) => take(cache.get({ kind: "cell", declarations, code }, files)),
      expressions: (declarations, code) =>
        take(cache.get({ kind: "expressions", declarations, code }, files)),
    });
    return { ...chained, reads };
  };

  return {
    async compile(units) {
      const { results, declarations } = known(units);
      const rest = units.slice(results.length);
      if (rest.length === 0) return results;
      worker ??= startWorker(options, () => (worker = undefined));
      return [...results, ...(await worker.compile(declarations, rest))];
    },
    reads(units) {
      const { results, reads } = known(units);
      if (results.length < units.length) return undefined;
      return {
        files: [...new Set(reads.flatMap(({ files }) => files))],
        places: [...new Set(reads.flatMap(({ places = [] }) => places))],
      };
    },
    async close() {
      await worker?.close();
      worker = undefined;
    },
  };
}

interface CompileWorker {
  compile(declarations: string, units: readonly Unit[]): Promise<readonly UnitResult[]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(results: readonly UnitResult[]): void;
  reject(error: Error): void;
}

function startWorker(options: AheadOptions, ended: () => void): CompileWorker {
  optimizeLate();
  const thread = new Worker(path.join(COMPILED_FOLDER, "ahead-worker.js"), { workerData: options });
  const waiting = new Map<number, Waiting>();
  let count = 0;
  let state: "open" | "closing" = "open";
  // An idle compiler must not keep the process alive.
  thread.unref();
  thread.on("message", (reply: WorkerReply) => {
    const request = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0 && state === "open") thread.unref();
    if ("results" in reply) request?.resolve(reply.results);
    else request?.reject(crashed(reply.crash));
  });
  const end = (reason: string): void => {
    ended();
    for (const request of waiting.values()) request.reject(crashed(reason));
    waiting.clear();
  };
  thread.on("error", (error) => {
    end(error instanceof Error ? error.message : String(error));
  });
  thread.on("exit", () => {
    end("its thread ended");
  });

  return {
    compile(declarations, units) {
      count += 1;
      const id = count;
      thread.ref();
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        thread.postMessage({ id, declarations, units } satisfies WorkerRequest);
      });
    },
    async close() {
      // Whoever waits for the end must not find the event loop empty before it: Node would exit with code 13.
      state = "closing";
      thread.ref();
      await thread.terminate();
    },
  };
}

function crashed(reason: string): CompilerCrashError {
  return new CompilerCrashError(`The TypeScript compiler for notebook cells crashed: ${reason}`, {
    hint: "Run the command again; if it happens again, please report it with the notebook.",
  });
}
