/** The records of a CSV text, which may come in pieces cut anywhere: by either road the same records. */
import { quoted } from "../../lib/quoted.js";
import { DataError } from "./errors.js";

/** Where a text of records comes from, for messages. */
interface Origin {
  readonly path: string;
  readonly delimiter: string;
}

/** Bytes as characters of the same number: half the memory of text, and a cell is decoded only where it must be. */
export type Bytes = string;

export const decode = (bytes: Bytes): string => Buffer.from(bytes, "latin1").toString();

/** A quote that is never closed would otherwise take the rest of the file into memory. */
const longestRecord = 1 << 24;

const byteOrderMark = "\xef\xbb\xbf";

/** Stands on one record of the text at a time. */
export class CsvCursor {
  /** First line of the record. */
  line = 1;
  /** What is there of the text, and where in it the next record begins. */
  text: Bytes = "";
  at = 0;

  readonly #path: string;
  readonly #delimiter: Bytes;
  readonly #cellEnd: RegExp;
  #isWhole = false;
  #from = 0;
  #nextLine = 1;
  // What has been read of a record whose end is not there yet, so that nothing is read again with each piece.
  #cells: Bytes[] = [];
  #lines = 1;
  /** From the beginning of the record to where its last cell begins, and to where the end of that was looked for. */
  #cellAt = 0;
  #searched = 0;

  constructor({ path, delimiter }: Origin) {
    this.#path = path;
    this.#delimiter = Buffer.from(delimiter).toString("latin1");
    this.#cellEnd = new RegExp(`${asPattern(this.#delimiter)}|[\\n\\r"]`, "g");
  }

  /** The record as it is written. */
  get source(): string {
    return decode(this.text.slice(this.#from, this.at));
  }

  /** Whether nothing of the next record has been read. */
  get isBetween(): boolean {
    return this.#searched === 0;
  }

  write(piece: Bytes): void {
    const rest = this.text.slice(this.at);
    if (rest.length > longestRecord)
      this.#fail(this.at, () => "the record that begins here has no end; is a quote left open?");
    const text = rest + piece;
    this.text = this.#nextLine === 1 && text.startsWith(byteOrderMark) ? text.slice(3) : text;
    this.#from = this.at = 0;
  }

  end(): void {
    this.#isWhole = true;
  }

  /** The cells of the next record, whatever it looks like, if all of it is there. */
  next(): readonly Bytes[] | undefined {
    const text = this.text;
    if (this.at >= text.length) return undefined;
    for (;;) {
      const start = this.at + this.#cellAt;
      const end = text[start] === '"' ? this.#endOfQuoted(start) : this.#endOfPlain(start);
      // A quote, a delimiter or a line end may be cut in two here.
      if (end + Math.max(this.#delimiter.length, 2) > text.length && !this.#isWhole) return undefined;
      const cell = text.slice(start, end);
      this.#cells.push(unquoted(cell));
      this.#lines += lineEnds(cell);
      this.#cellAt = this.#searched = end + this.#delimiter.length - this.at;
      if (text.startsWith(this.#delimiter, end)) continue;
      const cells = this.#cells;
      this.goOn(this.#behindLineEnd(end), this.#lines);
      return cells;
    }
  }

  /** To the record that ends at a place of the text, and has so many lines. */
  goOn(at: number, lines: number): void {
    this.#from = this.at;
    this.at = at;
    this.line = this.#nextLine;
    this.#nextLine += lines;
    this.#cells = [];
    this.#lines = 1;
    this.#cellAt = this.#searched = 0;
  }

  /** Behind the quote that closes; one inside is written twice. */
  #endOfQuoted(start: number): number {
    for (let at = Math.max(start, this.at + this.#searched); ;) {
      this.#searched = at - this.at;
      const quote = this.text.indexOf('"', at + 1);
      if (quote === -1 && !this.#isWhole) {
        this.#searched = this.text.length - 1 - this.at;
        return this.text.length;
      }
      if (quote === -1)
        this.#fail(
          start,
          (line) => `Quote Not Closed: the parsing is terminated with an unclosed quote at line ${line}`,
        );
      at = quote + 1;
      if (this.text[at] !== '"') return at;
    }
  }

  #endOfPlain(start: number): number {
    const text = this.text;
    this.#cellEnd.lastIndex = Math.max(start, this.at + this.#searched);
    const end = this.#cellEnd.exec(text)?.index ?? text.length;
    this.#searched = Math.min(end, text.length - this.#delimiter.length) - this.at;
    if (text[end] !== '"') return end;
    const before = quoted(decode(text.slice(start, end)));
    return this.#fail(
      end,
      (line) =>
        `Invalid Opening Quote: a quote is found on field ${this.#cells.length} at line ${line}, value is ${before}`,
    );
  }

  #behindLineEnd(at: number): number {
    const text = this.text;
    if (at >= text.length) return at;
    if (text[at] === "\n") return at + 1;
    if (text[at] === "\r") return text[at + 1] === "\n" ? at + 2 : at + 1;
    const got = decode(text.slice(at, at + 4)).slice(0, 1);
    const expected = "delimiter, record delimiter, trimable character (if activated) or comment";
    return this.#fail(
      at,
      (line) => `Invalid Closing Quote: got "${got}" at line ${line} instead of ${expected}`,
    );
  }

  /** @param at the place in the text, at or behind the record that begins next */
  #fail(at: number, message: (line: number) => string): never {
    const line = this.#nextLine + lineEnds(this.text.slice(this.at, at));
    throw DataError.of([{ path: this.#path, line, message: `not CSV: ${message(line)}` }]);
  }
}

/** The text of a cell that may be quoted. */
export function unquoted(cell: Bytes): Bytes {
  return cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

export const asPattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|\/-]/g, "\\$&");

const lineEnds = (text: string): number => (text.includes("\n") ? text.split("\n").length - 1 : 0);
