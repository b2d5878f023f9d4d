/** Identifies a user's file for the table reader, and writes a copy in UTF-8 if needed. */
import { isAscii, isUtf8 } from "node:buffer";
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
import { jsonTable } from "./json-table.js";
import { isSpreadsheet, readSpreadsheet } from "./spreadsheet.js";
import type { TypedTable } from "./typed-table.js";
import { BriefingError } from "../../model/errors.js";

export interface SourceSettings {
  /** For a text file that is neither UTF-8 nor declares its encoding. */
  readonly encoding?: string | undefined;
  /** Of the previous edition: for a file that is not UTF-8 either. */
  readonly encodingBefore?: string | undefined;
  /** If it is not a comma, semicolon or tab. */
  readonly delimiter?: string | undefined;
  /** Of a spreadsheet; by default the first. */
  readonly sheet?: string | undefined;
  /** For a file without column names. */
  readonly columns?: readonly string[] | undefined;
  /** Folder for temporary files. */
  readonly workFolder: string;
}

export interface SourceFile {
  readonly table: TableFile;
  /** Changes that make the file readable; empty if it is used as it is. */
  readonly changes: readonly string[];
  /** Columns with numbers that are typed in the file, so that their decimal sign is certain. */
  readonly plain: ReadonlySet<string>;
}

const headSize = 1 << 18;
const otherFormats: readonly (readonly [RegExp, string])[] = [
  [/\.(?:xls|xlsb|numbers)$/i, "a spreadsheet of a kind that is not read; save it as .xlsx and add that"],
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
    return { table: { file, path: shownPath(file), format, delimiter: "," }, changes: [], plain: new Set() };
  }
  if (settings.sheet !== undefined && format !== "spreadsheet")
    reject("it has no sheets", "--sheet applies to spreadsheets: .xlsx, .xlsm and .ods.");
  const typed = async ({ text, plain, change }: TypedTable): Promise<SourceFile> => {
    const copy = await workFile(settings.workFolder, text);
    const table: TableFile = { file: copy, path: shownPath(file), format: "csv", delimiter: "," };
    return { table, changes: [change], plain };
  };
  if (format === "spreadsheet") {
    if (isCompressed) reject("spreadsheets are not read through gzip", "gunzip it, and add that file.");
    return typed(await readSpreadsheet(file, settings));
  }
  const head = await headOf(file, isCompressed);
  if (head.length === 0) reject("the file is empty", "A table must begin with a line of column names.");
  const encoding =
    settings.encoding ??
    encodingOf(head) ??
    (await encodingAsBefore(file, isCompressed, settings.encodingBefore));
  if (format === "json") {
    const text = await wholeText(file, isCompressed, encoding ?? "utf-8");
    return typed(jsonTable(text, shownPath(file)));
  }
  if (encoding !== undefined) {
    const text = await wholeText(file, isCompressed, encoding);
    const delimiter = settings.delimiter ?? delimiterOf(Buffer.from(text.slice(0, headSize)), file);
    const copy = await workFile(settings.workFolder, text);
    const table: TableFile = { file: copy, path: shownPath(file), format: "csv", delimiter };
    return { table, changes: [`${encoding.toUpperCase()} became UTF-8`], plain: new Set() };
  }
  const delimiter = settings.delimiter ?? delimiterOf(head, file);
  const table: TableFile = { file, path: shownPath(file), format: "csv", delimiter };
  return { table: isCompressed ? { ...table, compression: "gz" } : table, changes: [], plain: new Set() };
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

function formatOf(file: string): "csv" | "json" | "parquet" | "spreadsheet" {
  const name = file.replace(/\.gz$/i, "");
  if (/\.(?:csv|tsv|tab|txt)$/i.test(name)) return "csv";
  if (/\.json$/i.test(name)) return "json";
  if (/\.parquet$/i.test(name)) return "parquet";
  if (isSpreadsheet(name)) return "spreadsheet";
  const known = otherFormats.find(([ending]) => ending.test(name))?.[1];
  throw new BriefingError(`${shownPath(file)} is ${known ?? "of an unsupported kind"}.`, {
    hint: "Supported: CSV, TSV and JSON (an array of objects), also with gzip (.gz); .xlsx, .ods and Parquet.",
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

async function wholeFile(file: string, isCompressed: boolean): Promise<Buffer> {
  const stored = await readFile(file);
  return isCompressed ? unpacked(file, () => gunzipSync(stored)) : stored;
}

/** The encoding of the previous edition, unless this one has changed to UTF-8, whose letters it would garble. */
async function encodingAsBefore(
  file: string,
  isCompressed: boolean,
  encoding: string | undefined,
): Promise<string | undefined> {
  if (encoding === undefined) return undefined;
  const bytes = await wholeFile(file, isCompressed);
  return isUtf8(bytes) && !isAscii(bytes) ? undefined : encoding;
}

async function wholeText(file: string, isCompressed: boolean, encoding: string): Promise<string> {
  const bytes = await wholeFile(file, isCompressed);
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
  rejectTitle(head, file);
  const other = /^[^\n\r]*?([|:~^])/.exec(head.toString())?.[1];
  if (other === undefined) return ",";
  throw new BriefingError(`${shownPath(file)}:1: no comma, semicolon or tab separates names of columns.`, {
    hint: `Specify the separator: --delimiter ${JSON.stringify(other)}`,
  });
}

/** A title above the names of columns would be taken for the name of a single column. */
function rejectTitle(head: Buffer, file: string): void {
  for (const delimiter of ["\t", ";"]) {
    const [first, second = 0, third = 0] = cellsOfRecords(head, delimiter, 3);
    if (first === 1 && second > 1 && second === third)
      throw new BriefingError(
        `${shownPath(file)}:1: the first line has one cell, the next ones have ${second}.`,
        { hint: "A table must begin with a line of column names: remove titles above it." },
      );
  }
}

const cellsOfFirstRecord = (head: Buffer, delimiter: string): number =>
  cellsOfRecords(head, delimiter, 1)[0] ?? 0;

function cellsOfRecords(head: Buffer, delimiter: string, most: number): readonly number[] {
  const scanner = new CsvScanner({ path: "", delimiter });
  const cells: number[] = [];
  try {
    scanner.write(head);
    scanner.end();
    while (cells.length < most && scanner.next()) if (!scanner.isBlank) cells.push(scanner.cells);
  } catch (error) {
    // The later full read reports the error.
    if (!(error instanceof DataError)) throw error;
  }
  return cells;
}
