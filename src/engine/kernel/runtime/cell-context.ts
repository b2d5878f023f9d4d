/** Which cell the code that runs just now belongs to, however late and by whatever callback it runs. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Publisher } from "../contract.js";
import { reportThrown } from "./error-report.js";
import type { StackTraces } from "./stack-trace.js";

export interface CellContext {
  readonly publisher: Publisher;
  /** Interrupted: whatever still runs of it prints nothing more. */
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

  /** The cell of the running code; code that lost its context (native callbacks) counts to the latest cell. */
  get current(): CellContext | undefined {
    return this.#storage.getStore() ?? this.#latest;
  }

  /** Where the running code may publish: undefined before the first cell and for an interrupted one. */
  get publisher(): Publisher | undefined {
    const context = this.current;
    return context === undefined || context.muted ? undefined : context.publisher;
  }
}

/**
 * Errors that nobody caught, and Node's warnings, belong to the cell whose code raised them, also long after it has
 * ended. Before the first cell they are the kernel's own: for the program that started it.
 */
export function publishLateErrors(contexts: CellContexts, traces: StackTraces): void {
  const publish = (thrown: unknown): void => {
    const report = reportThrown(thrown, traces);
    if (contexts.current === undefined) process.stderr.write(`${report.traceback.join("\n")}\n`);
    else contexts.publisher?.error(report);
  };
  process.on("uncaughtException", publish);
  process.on("unhandledRejection", publish);

  process.removeAllListeners("warning");
  process.on("warning", ({ name, message }) => {
    // Of Node about itself, not of the person's code; which ones there are depends on the version.
    if (name === "ExperimentalWarning") return;
    // Without the process id, which makes every run different.
    const text = `${name}: ${message}\n`;
    if (contexts.current === undefined) process.stderr.write(text);
    else contexts.publisher?.stream("stderr", text);
  });
}

/** Node 20 and 22 keep the store under a symbol of each promise, timer, socket …; later ones elsewhere. */
interface StorageInternals {
  readonly kResourceStore?: symbol;
}

/**
 * What Node notes on a promise, a timer or a server would be shown by `console.log`. Accessors of prototypes take it
 * instead and keep it out of sight: of all objects, for Node notes the store on dozens of kinds.
 */
function hideContext(storage: AsyncLocalStorage<CellContext>): void {
  const { kResourceStore } = storage as StorageInternals;
  if (kResourceStore === undefined) return;
  const promise = storage.run({} as CellContext, () => Promise.resolve());
  for (const symbol of Object.getOwnPropertySymbols(promise))
    hideProperty(symbol === kResourceStore ? Object.prototype : Promise.prototype, symbol);
}

/** A constructor that returns what it is given, so that a subclass adds its private fields to that. */
const Given = function (target: object): object {
  return target;
} as unknown as new (target: object) => object;

/** A private field: nobody sees it, and it costs a quarter of what a property costs that is not enumerable. */
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
