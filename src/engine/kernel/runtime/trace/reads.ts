/** Which data a cell asked for. */
import { type Read, type ReadListener, READS } from "../../../../model/reads.js";

export class Reads {
  /** Rows that were asked for, cached or not. */
  readonly #asked = new Set<Read>();
  /** Files that are being read by code that reports itself what is asked of them. */
  readonly #opened = new Set<string>();
  /** Files that were read by other code. */
  readonly #files = new Set<string>();

  start(): void {
    const listener: ReadListener = {
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

  /** What was asked for since the last call, each once. */
  take(isData: (file: string) => boolean): readonly Read[] {
    const whole = [...this.#files].filter(isData).map((file): Read => ({ file }));
    const found = new Map([...whole, ...this.#asked].map((read) => [keyOf(read), read]));
    this.#asked.clear();
    this.#files.clear();
    return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read);
  }
}

const keyOf = ({ file, where }: Read): string => JSON.stringify([file, where]);
