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
  readonly #asked = new Map<Read, Requests>();
  /** Files being read by code that reports its own reads. */
  readonly #opened = new Set<string>();
  /** Files read by other code. */
  readonly #files = new Map<string, Requests>();
  /** Files of the trace that is being taken. */
  readonly #taken = new Map<string, Requests>();
  #cell = 0;
  #statement: Statement | undefined;

  start(): void {
    const listener: ReadListener = {
      cell: () => this.#cell,
      asks: (read) => {
        this.#note(this.#asked, read);
      },
      statement: () => this.#made(),
      opens: (file) => {
        this.#opened.add(file);
        return () => this.#opened.delete(file);
      },
    };
    Object.defineProperty(globalThis, Symbol.for(READS), { value: listener });
  }

  /** The statement or the inline expression that runs from now on; undefined between cells. */
  enter(statement: Statement | undefined): void {
    this.#statement = statement;
  }

  /** A value that is made now can depend on nothing that its statement requests later. */
  #made(): string | undefined {
    const { made, requests = 0 } = this.#statement ?? outside;
    return made === undefined ? undefined : `${made}@${requests}`;
  }

  #note<Key>(notes: Map<Key, Requests>, key: Key): void {
    const statement = this.#statement ?? outside;
    const found = notes.get(key) ?? new Map<string, number>();
    notes.set(key, found);
    if (found.has(statement.id)) return;
    const { requests = 0 } = statement;
    found.set(statement.id, requests);
    statement.requests = requests + 1;
  }

  readFile(file: string): void {
    if (this.#opened.has(file)) return;
    // Reported again, after work that was observed apart: it keeps its place among the requests of the statement.
    const earlier = this.#taken.get(file);
    if (earlier !== undefined && !this.#files.has(file)) this.#files.set(file, earlier);
    this.#note(this.#files, file);
  }

  takeFiles(): readonly string[] {
    const files = [...this.#files.keys()];
    for (const [file, at] of this.#files) this.#taken.set(file, at);
    this.#files.clear();
    return files;
  }

  /** The distinct reads since the last call; `whole` are files of data that were read by other code. */
  take(whole: readonly string[]): readonly Read[] {
    this.#cell++;
    const byOutside: Requests = new Map([[outside.id, 0]]);
    const files = whole.map((file) => [{ file }, this.#taken.get(file) ?? byOutside] as const);
    const found = new Map<string, { readonly read: Read; readonly at: Map<string, number> }>();
    for (const [read, requests] of [...files, ...this.#asked]) {
      const key = keyOf(read);
      const { at } = found.get(key) ?? { at: new Map<string, number>() };
      found.set(key, { read, at });
      for (const [id, request] of requests) at.set(id, Math.min(request, at.get(id) ?? request));
    }
    this.#asked.clear();
    this.#taken.clear();
    return [...found]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { read, at }]) => ({
        ...read,
        at: [...at].map(([id, request]) => `${id}@${request}`).sort(),
      }));
  }
}

/** By the statement or the inline expression that made it, which of its requests it is, from 0. */
type Requests = Map<string, number>;

export interface Statement {
  /** The index of a statement of the cell, or the id of an inline expression. */
  readonly id: string;
  /** For values that are made now. */
  readonly made?: string;
  /** The number of different requests so far. */
  requests?: number;
}

const outside: Statement = { id: "" };

const keyOf = ({ file, where }: Read): string => JSON.stringify([file, where]);
