/** Tracks which cell the running code belongs to, however late and through whatever callback it runs. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Publisher } from "../contract.js";
import { reportThrown, type StackTraces } from "./error-report.js";

export interface CellContext {
  readonly publisher: Publisher;
  /** Set on interrupt: code of the cell that still runs no longer prints. */
  muted: boolean;
}

export class CellContexts {
  readonly #storage = new AsyncLocalStorage<CellContext>();
  #latest: CellContext | undefined;

  constructor() {
    hideContext(this.#storage);
  }

  run<T>(context: CellContext, work: () => T): T {
    this.#latest = context;
    return this.#storage.run(context, work);
  }

  /** The cell of the running code. Code that lost its context (native callbacks) is attributed to the latest cell. */
  get current(): CellContext | undefined {
    return this.#storage.getStore() ?? this.#latest;
  }

  /** The current cell's publisher; undefined before the first cell and for interrupted cells. */
  get publisher(): Publisher | undefined {
    const context = this.current;
    return context === undefined || context.muted ? undefined : context.publisher;
  }
}

/**
 * Attributes uncaught errors and Node's warnings to the cell whose code raised them, even long after it has ended.
 * Before the first cell, they go to the kernel's own stderr.
 */
export function publishLateErrors(contexts: CellContexts, traces: StackTraces): void {
  const publish = (thrown: unknown): void => {
    const report = reportThrown(thrown, traces);
    if (contexts.current === undefined) process.stderr.write(`${report.traceback.join("\n")}\n`);
    else contexts.publisher?.publish("error", report);
  };
  process.on("uncaughtException", publish);
  process.on("unhandledRejection", publish);

  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    // Concerns Node itself rather than the user's code, and varies by version.
    if (name === "ExperimentalWarning") return;
    // Without the process id, which differs on every run.
    const text = `${name}: ${message}\n`;
    if (contexts.current === undefined) process.stderr.write(text);
    else contexts.publisher?.publish("stream", { name: "stderr", text });
  });
}

/** Node 20 and 22 store the context under a symbol of each promise, timer, socket …; later versions elsewhere. */
interface StorageInternals {
  readonly kResourceStore?: symbol;
}

/**
 * Otherwise `console.log` would show Node's context property of promises, timers and servers. Prototype accessors hide
 * it, on Object.prototype because Node sets it on dozens of kinds of objects.
 */
function hideContext(storage: AsyncLocalStorage<CellContext>): void {
  const { kResourceStore } = storage as StorageInternals;
  if (kResourceStore === undefined) return;
  const promise = storage.run({} as CellContext, () => Promise.resolve());
  for (const symbol of Object.getOwnPropertySymbols(promise))
    hideProperty(symbol === kResourceStore ? Object.prototype : Promise.prototype, symbol);
}

/** A constructor that returns its argument, so that a subclass adds private fields to an existing object. */
const Given = function (target: object): object {
  return target;
} as unknown as new (target: object) => object;

/** Uses a private field: it is invisible and costs a quarter of a non-enumerable property. */
function hideProperty(prototype: object, symbol: symbol): void {
  class Hidden extends Given {
    #value: unknown;

    static get(target: object): unknown {
      return #value in target ? target.#value : undefined;
    }
    static set(target: object, value: unknown): void {
      if (!(#value in target)) new Hidden(target);
      (target as Hidden).#value = value;
    }
  }
  Object.defineProperty(prototype, symbol, {
    configurable: true,
    get(this: object) {
      return Hidden.get(this);
    },
    set(this: object, value) {
      Hidden.set(this, value);
    },
  });
}
