/** Which data a cell asked for, and which of its statements or inline expressions did. */
import { type CellRead, type Read, type ReadListener, READS } from "../../../../model/reads.js";

type Asker = number | string;

export class Reads {
  /** The statement or the expression that runs; undefined before the first. */
  asker: Asker | undefined;
  /** Rows that were asked for, cached or not: the same object each time. */
  readonly #told = new Map<Read, Set<Asker>>();
  /** Files whose reader says what is asked of them. */
  readonly #opened = new Set<string>();
  /** Files that were read by others. */
  readonly #files = new Map<string, Set<Asker>>();

  start(): void {
    const listener: ReadListener = {
      asks: (read) => {
        this.#note(this.#told, read);
      },
      opens: (file) => {
        this.#opened.add(file);
      },
    };
    Object.defineProperty(globalThis, Symbol.for(READS), { value: listener });
  }

  readFile(file: string): void {
    if (!this.#opened.has(file)) this.#note(this.#files, file);
  }

  /** What was asked for since it was asked last. */
  take(isData: (file: string) => boolean): readonly CellRead[] {
    const merged = new Map<string, { readonly read: Read; readonly askers: Set<Asker> }>();
    const files = [...this.#files].filter(([file]) => isData(file));
    const whole = files.map(([file, askers]): readonly [Read, ReadonlySet<Asker>] => [{ file }, askers]);
    const all = [...this.#told, ...whole];
    for (const [read, askers] of all) {
      const key = JSON.stringify([read.file, read.where]);
      const known = merged.get(key) ?? { read, askers: new Set() };
      for (const asker of askers) known.askers.add(asker);
      merged.set(key, known);
    }
    this.#told.clear();
    this.#files.clear();
    this.asker = undefined;
    return [...merged]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { read, askers }]) => ({ ...read, by: sorted(askers) }));
  }

  #note<Key>(found: Map<Key, Set<Asker>>, key: Key): void {
    const askers = found.get(key) ?? new Set();
    found.set(key, askers);
    if (this.asker !== undefined) askers.add(this.asker);
  }
}

const sorted = (askers: ReadonlySet<Asker>): readonly Asker[] =>
  [...askers].sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
  );
