/** Identifies a user's file for the table reader, and writes a copy in UTF-8 if needed. */
import { constants, createReadStream } from "node:fs";
import { access, mkdir, readFile, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { TextDecoder } from "node:util";
import { constants as zlib, gunzipSync } from "node:zlib";
import { CsvScanner } from "../../authoring/load/csv.js";
import { DataError } from "../../authoring/load/errors.js";
import type { TableFile } from "../../authoring/load/table-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { csvFormatRows } from "d3-dsv";
import { findJsonFault } from "../../lib/json-fault.js";
import { quoted } from "../../lib/quoted.js";
import { BriefingError } from "../../model/errors.js";

export interface SourceSettings {
  /** For a text file that is neither UTF-8 nor declares its encoding. */
  readonly encoding?: string;
  /** If it is not a comma, semicolon or tab. */
  readonly delimiter?: string | undefined;
  /** Folder for temporary files. */
  readonly workFolder: string;
}

export interface SourceFile {
  readonly table: TableFile;
  /** Changes that make the file readable; empty if it is used as it is. */
  readonly changes: readonly string[];
}

const headSize = 1 << 18;
const otherFormats: readonly (readonly [RegExp, string])[] = [
  [/\.(?:xlsx?|xlsm|ods|numbers)$/i, "a spreadsheet; save the sheet as CSV in UTF-8 and add that"],
  [/\.(?:jsonl|ndjson)$/i, "a list of JSON lines; write them as one JSON array: jq -s . FILE > FILE.json"],
  [/\.(?:dta|sav|rds|rda|sas7bdat|feather|arrow)$/i, "not read; write it as CSV in UTF-8 or as Parquet"],
  [/\.(?:zip|bz2|xz|zst|7z|tar|tgz)$/i, "an archive; unpack it, or compress the table alone with gzip"],
];

export async function openSource(file: string, settings: SourceSettings): Promise<SourceFile> {
  await rejectUnreadable(file);
  const format = formatOf(file);
  const isCompressed = /\.gz$/i.test(file);
  const reject = (why: string, hint: string): never => {
    throw new BriefingError(`${shownPath(file)}: ${why}.`, { hint });
  };
  if (format === "parquet") {
    if (isCompressed)
      reject("Parquet is compressed inside and is not read through gzip", "gunzip it, and add that file.");
    return { table: { file, path: shownPath(file), format, delimiter: "," }, changes: [] };
  }
  const head = await headOf(file, isCompressed);
  if (head.length === 0) reject("the file is empty", "A table must begin with a line of column names.");
  const encoding = settings.encoding ?? encodingOf(head);
  const written = async (text: string, delimiter: string, change: string): Promise<SourceFile> => {
    const copy = await workFile(settings.workFolder, text);
    return { table: { file: copy, path: shownPath(file), format: "csv", delimiter }, changes: [change] };
  };
  if (format === "json") {
    const text = await wholeText(file, isCompressed, encoding ?? "utf-8");
    return written(jsonAsCsv(text, shownPath(file)), ",", "JSON became CSV");
  }
  if (encoding !== undefined) {
    const text = await wholeText(file, isCompressed, encoding);
    const delimiter = settings.delimiter ?? delimiterOf(Buffer.from(text.slice(0, headSize)), file);
    return written(text, delimiter, `${encoding.toUpperCase()} became UTF-8`);
  }
  const delimiter = settings.delimiter ?? delimiterOf(head, file);
  const table: TableFile = { file, path: shownPath(file), format: "csv", delimiter };
  return { table: isCompressed ? { ...table, compression: "gz" } : table, changes: [] };
}

/** Writes text to a temporary file, which is moved to its place later or discarded. */
export async function workFile(folder: string, text: string | readonly Uint8Array[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `table-${String(++written)}.csv`);
  await writeFile(file, text, { flag: "wx" });
  return file;
}
let written = 0;

/** Node.js errors name unreadable files, but not folders or pipes. */
async function rejectUnreadable(file: string): Promise<void> {
  const stats = await stat(file);
  const [kind, hint] = stats.isDirectory()
    ? ["a folder", `Name the files in it: ${shownPath(file)}/*.csv`]
    : ["a pipe or a device", "Write it to a file first."];
  if (!stats.isFile()) throw new BriefingError(`${shownPath(file)} is ${kind}, not a file.`, { hint });
  await access(file, constants.R_OK);
}

function formatOf(file: string): "csv" | "json" | "parquet" {
  const name = file.replace(/\.gz$/i, "");
  if (/\.(?:csv|tsv|tab|txt)$/i.test(name)) return "csv";
  if (/\.json$/i.test(name)) return "json";
  if (/\.parquet$/i.test(name)) return "parquet";
  const known = otherFormats.find(([ending]) => ending.test(name))?.[1];
  throw new BriefingError(`${shownPath(file)} is ${known ?? "of an unsupported kind"}.`, {
    hint: "Supported: CSV, TSV, JSON (an array of objects) and Parquet; the first three also with gzip (.gz).",
  });
}

/** The beginning of the file, decompressed as far as possible. */
async function headOf(file: string, isCompressed: boolean): Promise<Buffer> {
  const stored = await buffer(createReadStream(file, { end: headSize - 1 }));
  const finishFlush = stored.length < headSize ? zlib.Z_FINISH : zlib.Z_SYNC_FLUSH;
  return isCompressed ? unpacked(file, () => gunzipSync(stored, { finishFlush })) : stored;
}

function unpacked(file: string, unpack: () => Buffer): Buffer {
  try {
    return unpack();
  } catch (cause) {
    throw new BriefingError(`${shownPath(file)} cannot be decompressed (${(cause as Error).message}).`, {
      cause,
      hint: "Fetch it again, or write it again with gzip.",
    });
  }
}

async function wholeText(file: string, isCompressed: boolean, encoding: string): Promise<string> {
  const stored = await readFile(file);
  const bytes = isCompressed ? unpacked(file, () => gunzipSync(stored)) : stored;
  const decoder = decoderOf(encoding);
  try {
    return decoder.decode(bytes);
  } catch (error) {
    throw new BriefingError(`${shownPath(file)} is not ${encoding.toUpperCase()}.`, {
      cause: error,
      hint: "Save it as UTF-8, or specify its encoding: --encoding windows-1252",
    });
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new BriefingError(`The encoding "${encoding}" is unknown.`, {
      hint: "Common encodings: windows-1252, iso-8859-2, utf-16le, gb18030, shift_jis, euc-kr",
    });
  }
}

/** Undefined for UTF-8, which needs no conversion; UTF-16 has a BOM, or a NUL in one byte of its first character. */
function encodingOf(head: Buffer): string | undefined {
  const start = head.toString("latin1", 0, 2);
  if (start === "\xff\xfe" || (start[0] !== "\0" && start[1] === "\0")) return "utf-16le";
  return start === "\xfe\xff" || (start[0] === "\0" && start[1] !== "\0") ? "utf-16be" : undefined;
}

/** The tab, semicolon or comma that splits the first record into most cells. */
function delimiterOf(head: Buffer, file: string): string {
  const [first] = ["\t", ";", ","]
    .map((delimiter) => ({ delimiter, cells: cellsOfFirstRecord(head, delimiter) }))
    .sort((a, b) => b.cells - a.cells);
  if (first !== undefined && first.cells > 1) return first.delimiter;
  const other = /^[^\n\r]*?([|:~^])/.exec(head.toString())?.[1];
  if (other === undefined) return ",";
  throw new BriefingError(`${shownPath(file)}:1: no comma, semicolon or tab separates names of columns.`, {
    hint: `Specify the separator: --delimiter ${JSON.stringify(other)}`,
  });
}

function cellsOfFirstRecord(head: Buffer, delimiter: string): number {
  const scanner = new CsvScanner({ path: "", delimiter });
  try {
    scanner.write(head);
    scanner.end();
    return scanner.next() ? scanner.cells : 0;
  } catch (error) {
    // The later full read reports the error.
    if (!(error instanceof DataError)) throw error;
    return 0;
  }
}

/** An array of objects as CSV: the columns are all their names, in order of first appearance. */
function jsonAsCsv(text: string, file: string): string {
  const fail = (message: string, hint: string): never => {
    throw new BriefingError(`${file}${message}`, { hint });
  };
  const shape =
    'A table in JSON is an array of objects with plain values: [{ "year": 2018, "papers": 12 }, …]';
  const records = parse(text, fail);
  if (!Array.isArray(records)) return fail(": this is not an array.", shape);
  const names = new Map<string, number>();
  const rows = records.map((record: unknown, index) => {
    if (typeof record !== "object" || record === null || Array.isArray(record))
      return fail(`: item ${index + 1} is ${quoted(record)}, not an object.`, shape);
    const cells: string[] = [];
    for (const [name, value] of Object.entries(record)) {
      let at = names.get(name);
      if (at === undefined) names.set(name, (at = names.size));
      cells[at] = cellOf(value, (why) => fail(`: item ${index + 1}, "${name}" ${why}.`, shape));
    }
    return cells;
  });
  if (names.size === 0) return fail(": the array has no objects with values.", shape);
  const whole = rows.map((cells) => Array.from({ length: names.size }, (_, at) => cells[at] ?? ""));
  return `${csvFormatRows([[...names.keys()], ...whole])}\n`;
}

function parse(text: string, fail: (message: string, hint: string) => never): unknown {
  const json = text.replace(/^\ufeff/, "");
  try {
    return JSON.parse(json) as unknown;
  } catch (error) {
    const fault = findJsonFault(json);
    const [place, why] =
      fault === undefined
        ? ["", (error as Error).message]
        : [`:${fault.line}:${fault.column}`, `expected ${fault.expected} here`];
    return fail(`${place}: not JSON: ${why}.`, "Correct it there, or download the file again.");
  }
}

function cellOf(value: unknown, fail: (why: string) => never): string {
  if (value === null) return "";
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  if (typeof value !== "number") return fail("holds a list or an object");
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    return fail("has more digits than a number can represent; write it as text, in quotes");
  return String(value);
}
