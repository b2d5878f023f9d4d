import { DataError } from "./errors.js";
import { parseRecords, type RecordsOrigin } from "./parse-records.js";

/** A quote that is never closed would otherwise take the rest of the file into memory. */
const longestRecord = 1 << 24;

/** Takes a CSV text in pieces cut anywhere and hands on its records. */
export class RecordSplitter {
  readonly #origin: RecordsOrigin;
  readonly #onRecord: (cells: readonly string[]) => void;
  #rest = "";
  #line = 1;

  constructor(origin: RecordsOrigin, onRecord: (cells: readonly string[]) => void) {
    this.#origin = origin;
    this.#onRecord = onRecord;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    const end = endOfRecords(text);
    this.#rest = text.slice(end);
    if (end > 0) this.#parse(text.slice(0, end));
    if (this.#rest.length > longestRecord) {
      const message = `not CSV: the record that begins here has no end; is a quote left open?`;
      throw DataError.of([{ path: this.#origin.path, line: this.#line, message }], 1);
    }
  }

  end(): void {
    if (this.#rest !== "") this.#parse(this.#rest);
    this.#rest = "";
  }

  #parse(text: string): void {
    const records = parseRecords(text, { ...this.#origin, firstLine: this.#line });
    for (const cells of records) this.#onRecord(cells);
    this.#line += text.includes("\r") ? countOf(/\r\n|\n|\r/g, text) : countOf(/\n/g, text);
  }
}

/** Behind the last line end that is not inside quotes: there as many quotes were opened as closed. */
function endOfRecords(text: string): number {
  let quote = text.indexOf('"');
  if (quote === -1) return text.lastIndexOf("\n") + 1;
  let end = text.lastIndexOf("\n", quote) + 1;
  while (quote !== -1) {
    const closing = text.indexOf('"', quote + 1);
    if (closing === -1) return end;
    quote = text.indexOf('"', closing + 1);
    const lineEnd = text.lastIndexOf("\n", quote === -1 ? text.length : quote);
    if (lineEnd > closing) end = lineEnd + 1;
  }
  return end;
}

function countOf(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
