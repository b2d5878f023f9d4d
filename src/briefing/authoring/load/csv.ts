/** The records of a UTF-8 CSV text, which may arrive in chunks split anywhere. */
import { quoted } from "../../lib/quoted.js";
import { DataError } from "./errors.js";

interface Origin {
  readonly path: string;
  readonly delimiter: string;
}

/** Otherwise, an unclosed quote would read the rest of the file into memory. */
const longestRecord = 1 << 24;

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const byteOrderMark = Buffer.from("\ufeff");

/** A cursor over the records of the text: the bytes of its cells are between `starts` and `ends`. */
export class CsvScanner {
  line = 1;
  cells = 0;
  bytes: Buffer = Buffer.alloc(0);
  /** Of each cell without its quotes. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** Whether the cell contains doubled quotes. */
  readonly areDoubled: boolean[] = [];

  readonly #path: string;
  readonly #delimiter: Buffer;
  /** By byte: 1 if it may end an unquoted cell. */
  readonly #mayEnd = new Uint8Array(256);
  #isWhole = false;
  #recordStart = 0;
  #next = 0;
  #nextLine = 1;

  constructor({ path, delimiter }: Origin) {
    this.#path = path;
    this.#delimiter = Buffer.from(delimiter);
    for (const byte of [this.#delimiter[0] ?? lineFeed, lineFeed, carriageReturn, quote])
      this.#mayEnd[byte] = 1;
  }

  /** @param piece kept until the next one arrives */
  write(piece: Buffer): void {
    const rest = this.bytes.subarray(this.#next);
    if (rest.length > longestRecord)
      this.#fail(this.#next, "the record that begins here has no end; is a quote left open?");
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    const isMarked = this.#nextLine === 1 && bytes.subarray(0, 3).equals(byteOrderMark);
    this.bytes = isMarked ? bytes.subarray(3) : bytes;
    this.#next = 0;
  }

  end(): void {
    this.#isWhole = true;
  }

  /** Moves to the next record; false if it is incomplete. */
  next(): boolean {
    const { bytes, starts, ends, areDoubled } = this;
    const { length } = bytes;
    const mayEnd = this.#mayEnd;
    const delimiter = this.#delimiter[0];
    const size = this.#delimiter.length;
    let at = this.#next;
    if (at >= length) return false;
    let lines = 1;
    for (let cell = 0; ; cell++) {
      let start = at;
      let isDoubled = false;
      if (bytes[at] === quote) {
        start = ++at;
        for (; at < length; at++) {
          if (bytes[at] === lineFeed) lines++;
          else if (bytes[at] === quote) {
            if (bytes[at + 1] !== quote) break;
            isDoubled = true;
            at++;
          }
        }
        if (at + 1 >= length && !this.#isWhole) return false;
        if (at >= length) this.#fail(start - 1, "the quote that opens here is never closed");
        ends[cell] = at++;
      } else {
        while (at < length && (mayEnd[bytes[at] ?? 0] === 0 || !this.#endsPlain(at, cell))) at++;
        ends[cell] = at;
      }
      starts[cell] = start;
      areDoubled[cell] = isDoubled;
      const byte = bytes[at];
      // A delimiter or a line end may be split here.
      if (at + Math.max(size, 2) > length && !this.#isWhole && byte !== lineFeed) return false;
      if (byte === delimiter && this.#isDelimiter(at)) {
        at += size;
        continue;
      }
      if (byte === carriageReturn) at += bytes[at + 1] === lineFeed ? 2 : 1;
      else if (byte === lineFeed) at++;
      else if (at < length)
        this.#fail(
          at,
          `${quoted(this.bytes.toString("utf8", at, at + 4).slice(0, 1))} follows a closing quote`,
        );
      this.#recordStart = this.#next;
      this.#next = at;
      this.line = this.#nextLine;
      this.#nextLine += lines;
      this.cells = cell + 1;
      return true;
    }
  }

  get isBlank(): boolean {
    return this.cells === 1 && this.starts[0] === this.ends[0];
  }

  text(cell: number): string {
    const text = this.bytes.toString("utf8", this.starts[cell], this.ends[cell]);
    return this.areDoubled[cell] === true ? text.replaceAll('""', '"') : text;
  }

  /** For all cells of the record. */
  get texts(): readonly string[] {
    return Array.from({ length: this.cells }, (_, cell) => this.text(cell));
  }

  /** Line and column at which a cell of the record begins. */
  placeOf(cell: number): { readonly line: number; readonly column: number } {
    const start = this.starts[cell] ?? 0;
    const at = start > this.#recordStart && this.bytes[start - 1] === quote ? start - 1 : start;
    const before = this.bytes.toString("utf8", this.#recordStart, at).split("\n");
    return { line: this.line + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  #isDelimiter(at: number): boolean {
    const delimiter = this.#delimiter;
    for (let index = 0; index < delimiter.length; index++)
      if (this.bytes[at + index] !== delimiter[index]) return false;
    return true;
  }

  #endsPlain(at: number, cell: number): boolean {
    const byte = this.bytes[at];
    if (byte === quote) this.#fail(at, `a quote in cell ${cell + 1}, which does not begin with one`);
    return byte === lineFeed || byte === carriageReturn || this.#isDelimiter(at);
  }

  /** @param at position in the text, at or after the start of the next record */
  #fail(at: number, message: string): never {
    const line = this.#nextLine + this.bytes.toString("latin1", this.#next, at).split("\n").length - 1;
    throw DataError.of([{ path: this.#path, line, message: `not CSV: ${message}` }]);
  }
}
