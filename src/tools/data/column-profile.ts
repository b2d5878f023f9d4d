/** What all cells of one column look like, each counted. */
import { type Bytes, decode } from "../../authoring/load/csv.js";
import { type CellKind, kindOf, tidied } from "./cell-kind.js";

export interface Seen {
  readonly text: string;
  readonly kind: CellKind;
  /** Whether blanks stand around it, or a sign that JavaScript does not read. */
  readonly isUntidy: boolean;
  readonly line: number;
  count: number;
}

/** Different texts that are kept of all columns together. */
const mostKept = 1 << 19;

export class ColumnProfile {
  readonly name: string;
  readonly #missing: ReadonlySet<string>;
  readonly #most: number;
  /** By text; beyond so many, one for each kind. */
  readonly #seen = new Map<Bytes, Seen>();
  readonly #others = new Map<string, Seen>();

  constructor(name: string, { missing, columns }: { missing: ReadonlySet<string>; columns: number }) {
    this.name = name;
    this.#missing = missing;
    this.#most = Math.max(256, Math.floor(mostKept / columns));
  }

  /** Undefined where it was counted; else what no text holds. */
  add(bytes: Bytes, line: number): string | undefined {
    const known = this.#seen.get(bytes);
    if (known !== undefined) {
      known.count++;
      return undefined;
    }
    const text = decode(bytes);
    if (text.includes("\0")) return "a NUL byte, which no text has";
    if (text.includes("\ufffd") && !bytes.includes("\xef\xbf\xbd")) return "bytes that are not UTF-8";
    const tidy = tidied(text);
    const kind = this.#missing.has(text) ? "empty" : kindOf(tidy);
    const seen: Seen = { text, kind, isUntidy: tidy !== text, line, count: 1 };
    if (this.#seen.size < this.#most || kind === "token") this.#seen.set(bytes, seen);
    else this.#addOther(seen);
    return undefined;
  }

  #addOther(seen: Seen): void {
    const key = `${seen.kind} ${seen.isUntidy}`;
    const known = this.#others.get(key);
    if (known === undefined) this.#others.set(key, seen);
    else known.count++;
  }

  /** In the order of the file. */
  get seen(): readonly Seen[] {
    return [...this.#seen.values(), ...this.#others.values()].sort((a, b) => a.line - b.line);
  }
}
