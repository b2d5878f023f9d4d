/** Which data a cell asked for, and which of its statements or inline expressions did. */
import { type CellRead, type Read, type ReadListener, READS } from "../../../../model/reads.js";
import type { Asker } from "../cell-context.js";

/** Who asked for something; undefined is for a part of the cell that is not known, as for the modules that it imports. */
type Askers = Set<Asker | undefined>;

export class Reads {
  readonly #asker: () => Asker | undefined;
  /** Rows that were asked for, cached or not: the same object each time. */
  readonly #told = new Map<Read, Askers>();
  /** Files that are being read by whoever says what is asked of them. */
  readonly #opened = new Set<string>();
  /** Files that were read by others. */
  readonly #files = new Map<string, Askers>();

  /** @param asker says which statement or expression runs */
  constructor(asker: () => Asker | undefined) {
    this.#asker = asker;
  }

  start(): void {
    const listener: ReadListener = {
      asks: (read) => {
        this.#note(this.#told, read);
      },
      opens: (file) => {
        this.#opened.add(file);
        return () => this.#opened.delete(file);
      },
    };
    Object.defineProperty(globalThis, Symbol.for(READS), { value: listener });
  }

  readFile(file: string): void {
    if (!this.#opened.has(file)) this.#note(this.#files, file);
  }

  /** What was asked for since it was asked last. */
  take(isData: (file: string) => boolean): readonly CellRead[] {
    const merged = new Map<string, { readonly read: Read; readonly askers: Askers }>();
    const files = [...this.#files].filter(([file]) => isData(file));
    const whole = files.map(([file, askers]): readonly [Read, Askers] => [{ file }, askers]);
    const all = [...this.#told, ...whole];
    for (const [read, askers] of all) {
      const key = JSON.stringify([read.file, read.where]);
      const known = merged.get(key) ?? { read, askers: new Set() };
      for (const asker of askers) known.askers.add(asker);
      merged.set(key, known);
    }
    this.#told.clear();
    this.#files.clear();
    return [...merged]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { read, askers }]) => ({ ...read, by: known(askers) }));
  }

  #note<Key>(found: Map<Key, Askers>, key: Key): void {
    const askers = found.get(key) ?? new Set();
    found.set(key, askers);
    askers.add(this.#asker());
  }
}

/** Sorted; none where it may have been any part of the cell. */
function known(askers: Askers): readonly Asker[] {
  const parts = [...askers].filter((asker) => asker !== undefined);
  if (parts.length < askers.size) return [];
  return parts.sort((a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1,
  );
}
