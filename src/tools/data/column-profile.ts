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

/** Different texts that are kept of a column, each with its count. */
const mostKept = 1 << 12;

export class ColumnProfile {
  readonly name: string;
  readonly #missing: ReadonlySet<string>;
  /** By text; beyond so many, one for each kind. */
  readonly #seen = new Map<Bytes, Seen>();
  readonly #others = new Map<CellKind | `untidy ${CellKind}`, Seen>();
  #known = 0;
  #added = 0;

  constructor(name: string, missing: ReadonlySet<string>) {
    this.name = name;
    this.#missing = missing;
  }

  /** Undefined where it was counted; else what no text holds. */
  add(bytes: Bytes, line: number): string | undefined {
    this.#added++;
    const known = this.#isVaried ? undefined : this.#seen.get(bytes);
    if (known !== undefined) {
      this.#known++;
      known.count++;
      return undefined;
    }
    const text = /[^\x01-\x7f]/.test(bytes) ? decode(bytes) : bytes;
    const fault = textFault(bytes, text);
    if (fault !== undefined) return fault;
    const tidy = tidied(text);
    const kind = this.#missing.has(text) ? "empty" : kindOf(tidy);
    const isUntidy = tidy !== text;
    const isKept = this.#seen.size < mostKept || kind === "token" || kind === "empty";
    const before = isKept ? this.#seen.get(bytes) : this.#others.get(isUntidy ? `untidy ${kind}` : kind);
    if (before !== undefined) {
      before.count++;
      return undefined;
    }
    // A part of a text would keep all of it in memory.
    const seen: Seen = { text: copied(text), kind, isUntidy, line, count: 1 };
    if (isKept) this.#seen.set(copied(bytes), seen);
    else this.#others.set(isUntidy ? `untidy ${kind}` : kind, seen);
    return undefined;
  }

  /** Of names and categories most cells were there before; of numbers few were, and looking for them takes longest. */
  get #isVaried(): boolean {
    return this.#seen.size >= mostKept && this.#known < this.#added / 2;
  }

  /** In the order of the file. */
  get seen(): readonly Seen[] {
    return [...this.#seen.values(), ...this.#others.values()].sort((a, b) => a.line - b.line);
  }
}

/** What no text holds; undefined where there is nothing of the kind. */
export function textFault(bytes: Bytes, text: string): string | undefined {
  if (text.includes("\0")) return "a NUL byte, which no text has";
  return text.includes("\ufffd") && !bytes.includes("\xef\xbf\xbd") ? "bytes that are not UTF-8" : undefined;
}

const copied = (text: string): string => Buffer.from(text, "utf16le").toString("utf16le");
