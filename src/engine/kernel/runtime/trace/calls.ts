/** Which functions ran since one asked last, by module: what the counters in the modules' own code say. */
import { CALLS, type CallListener } from "../../../compile/count-calls.js";

export interface RanModule {
  /** A path or a file URL. */
  readonly url: string;
  /** Its top level ran: it was loaded. */
  readonly loaded: boolean;
  /** Named functions. */
  readonly functions: readonly string[];
}

interface Counter {
  readonly url: string;
  readonly names: readonly string[];
  readonly ran: Uint8ClampedArray;
}

export class Calls {
  /** A module that is loaded again has another counter. */
  readonly #counters: Counter[] = [];

  start(): void {
    const listen: CallListener = (url, names) => {
      const ran = new Uint8ClampedArray(names.length);
      this.#counters.push({ url, names, ran });
      return ran;
    };
    Object.defineProperty(globalThis, Symbol.for(CALLS), { value: listen });
  }

  take(): readonly RanModule[] {
    return this.#counters.flatMap(({ url, names, ran }) => {
      const [top = 0, ...calls] = ran;
      if (top === 0 && calls.every((count) => count === 0)) return [];
      ran.fill(0);
      return { url, loaded: top > 0, functions: names.slice(1).filter((_, at) => calls[at] !== 0) };
    });
  }
}
