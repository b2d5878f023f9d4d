/** What instrumented code and `load` report to the kernel: functions that ran, rows and files that were read. */
import { CALLS, type CallListener } from "../../../compile/count-calls.js";
import { fileURLToPath } from "node:url";
import { type Read, type ReadListener, READS } from "../../../../model/reads.js";

export const fileOf = (url: string): string => (url.startsWith("file:") ? fileURLToPath(url) : url);

export interface RanModule {
  readonly file: string;
  /** Whether the top level ran, i.e. the module was loaded. */
  readonly loaded: boolean;
  readonly functions: readonly string[];
}

interface Counter {
  readonly file: string;
  readonly names: readonly string[];
  readonly ran: Uint8ClampedArray;
}

export class Calls {
  /** A reloaded module gets a second counter. */
  readonly #counters: Counter[] = [];
  readonly #earlier: RanModule[] = [];

  start(): void {
    const listen: CallListener = (url, names) => {
      const ran = new Uint8ClampedArray(names.length);
      this.#counters.push({ file: fileOf(url), names, ran });
      return ran;
    };
    Object.defineProperty(globalThis, Symbol.for(CALLS), { value: listen });
  }

  /** Functions that ran when a result was computed, which was not now. */
  add(ran: readonly RanModule[]): void {
    this.#earlier.push(...ran);
  }

  take(): readonly RanModule[] {
    const now = this.#counters.flatMap(({ file, names, ran }) => {
      if (!ran.some((count) => count > 0)) return [];
      const [loaded = false, ...calls] = Array.from(ran, (count) => count > 0);
      ran.fill(0);
      return { file, loaded, functions: names.slice(1).filter((_, at) => calls[at]) };
    });
    return [...this.#earlier.splice(0), ...now];
  }
}

export class Reads {
  /** Rows requested, cached or not. */
  readonly #asked = new Set<Read>();
  /** Files being read by code that reports its own reads. */
  readonly #opened = new Set<string>();
  /** Files read by other code. */
  readonly #files = new Set<string>();
  #cell = 0;

  start(): void {
    const listener: ReadListener = {
      cell: () => this.#cell,
      asks: (read) => {
        this.#asked.add(read);
      },
      opens: (file) => {
        this.#opened.add(file);
        return () => this.#opened.delete(file);
      },
    };
    Object.defineProperty(globalThis, Symbol.for(READS), { value: listener });
  }

  readFile(file: string): void {
    if (!this.#opened.has(file)) this.#files.add(file);
  }

  takeFiles(): readonly string[] {
    const files = [...this.#files];
    this.#files.clear();
    return files;
  }

  /** The distinct reads since the last call; `whole` are files of data that were read by other code. */
  take(whole: readonly string[]): readonly Read[] {
    this.#cell++;
    const found = new Map(
      [...whole.map((file): Read => ({ file })), ...this.#asked].map((read) => [keyOf(read), read]),
    );
    this.#asked.clear();
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
  }
}

const keyOf = ({ file, where }: Read): string => JSON.stringify([file, where]);
