/** Which cell the code that runs just now belongs to, however late and by whatever callback it runs. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Publisher } from "../contract.js";

export interface CellContext {
  readonly publisher: Publisher;
  /** Interrupted: whatever still runs of it prints nothing more. */
  muted: boolean;
}

export class CellContexts {
  readonly #storage = new AsyncLocalStorage<CellContext>();
  #latest: CellContext | undefined;

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
