/** The records of a CSV text, whole or in pieces: by either road the same records. */
import { parse } from "csv-parse/sync";
import { DataError } from "./errors.js";

export type Records = readonly (readonly string[])[];

/** Where a text of records comes from, for messages. */
interface Origin {
  readonly path: string;
  readonly delimiter: string;
  /** Line of the file on which the text begins; 1 by default. */
  readonly firstLine?: number;
}

/** The records of a CSV text that ends where a record ends. Throws a DataError where the text is not CSV. */
export function parseRecords(text: string, origin: Origin): Records {
  // Most tables hold no quote: then a record is a line, and splitting takes a tenth of a parser's time.
  return /["\r]/.test(text) ? parseQuoted(text, origin) : splitLines(text, origin.delimiter);
}

function splitLines(text: string, delimiter: string): Records {
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines.map((line) => line.split(delimiter));
}

function parseQuoted(text: string, { path, delimiter, firstLine = 1 }: Origin): Records {
  try {
    return parse(text, { delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true });
  } catch (error) {
    // A quote in the wrong place, mostly.
    const { lines, message } = error as Error & { readonly lines?: number };
    const inFile = (line: number) => firstLine + line - 1;
    const place = lines === undefined ? {} : { line: inFile(lines) };
    const said = message.replace(/\bat line (\d+)/g, (_, line: string) => `at line ${inFile(Number(line))}`);
    throw DataError.of([{ path, ...place, message: `not CSV: ${said}` }]);
  }
}

/** The text of a line that a record was read from, by its number in the file. */
export type LineText = (line: number) => string;

export function linesOf(text: string, firstLine = 1): LineText {
  let lines: readonly string[] | undefined;
  return (line) => (lines ??= text.split(/\r\n|\n|\r/))[line - firstLine] ?? "";
}

/** A quote that is never closed would otherwise take the rest of the file into memory. */
const longestRecord = 1 << 24;

/** Takes a CSV text in pieces cut anywhere and hands on its records. */
export class RecordSplitter {
  readonly #origin: Origin;
  readonly #onRecord: (cells: readonly string[], lineText: LineText) => void;
  #rest = "";
  #line = 1;

  constructor(origin: Origin, onRecord: (cells: readonly string[], lineText: LineText) => void) {
    this.#origin = origin;
    this.#onRecord = onRecord;
  }

  write(piece: string): void {
    const text = this.#rest + piece;
    const end = endOfRecords(text);
    this.#rest = text.slice(end);
    if (end > 0) this.#parse(text.slice(0, end));
    if (this.#rest.length > longestRecord) {
      const message = "not CSV: the record that begins here has no end; is a quote left open?";
      throw DataError.of([{ path: this.#origin.path, line: this.#line, message }]);
    }
  }

  end(): void {
    if (this.#rest !== "") this.#parse(this.#rest);
    this.#rest = "";
  }

  #parse(text: string): void {
    const lineText = linesOf(text, this.#line);
    for (const cells of parseRecords(text, { ...this.#origin, firstLine: this.#line }))
      this.#onRecord(cells, lineText);
    this.#line += text.match(text.includes("\r") ? /\r\n|\n|\r/g : /\n/g)?.length ?? 0;
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
