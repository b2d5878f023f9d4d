import { parse } from "csv-parse/sync";
import { DataError } from "./errors.js";

type Records = readonly (readonly string[])[];

/** Where a text of records comes from, for messages. */
export interface RecordsOrigin {
  readonly path: string;
  readonly delimiter: string;
  /** Line of the file on which the text begins; 1 by default. */
  readonly firstLine?: number;
}

/** The records of a CSV text that ends where a record ends. Throws a DataError where the text is not CSV. */
export function parseRecords(text: string, origin: RecordsOrigin): Records {
  // Most tables hold no quote: then a record is a line, and splitting takes a tenth of a parser's time.
  return /["\r]/.test(text) ? parseQuoted(text, origin) : splitLines(text, origin.delimiter);
}

function splitLines(text: string, delimiter: string): Records {
  const lines = text.split("\n");
  if (lines[lines.length - 1] === "") lines.pop();
  return lines.map((line) => line.split(delimiter));
}

function parseQuoted(text: string, { path, delimiter, firstLine = 1 }: RecordsOrigin): Records {
  try {
    return parse(text, { delimiter, record_delimiter: ["\r\n", "\n", "\r"], relax_column_count: true });
  } catch (error) {
    // A quote in the wrong place, mostly.
    const { lines, message } = error as Error & { readonly lines?: number };
    const inFile = (line: number) => firstLine + line - 1;
    const place = lines === undefined ? {} : { line: inFile(lines) };
    const said = message.replace(/\bat line (\d+)/g, (_, line: string) => `at line ${inFile(Number(line))}`);
    throw DataError.of([{ path, ...place, message: `not CSV: ${said}` }], 1);
  }
}
