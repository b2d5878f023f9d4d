/** A file that somebody has, as the reader of tables takes it: what it is, and a copy in UTF-8 where it is something else. */
import { constants, createReadStream } from "node:fs";
import { access, mkdir, open, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { TextDecoder } from "node:util";
import { createGunzip, gunzipSync } from "node:zlib";
import type { TableFile } from "../../authoring/load/table-file.js";
import { shownPath } from "../../lib/shown-path.js";
import { DataCommandError } from "./errors.js";
import { jsonAsCsv } from "./json-table.js";
import { sniffDelimiter } from "./sniff-delimiter.js";

export interface SourceSettings {
  /** Of a text file that is neither UTF-8 nor says what it is. */
  readonly encoding?: string;
  /** A folder for what is written on the way. */
  readonly workFolder: string;
}

export interface SourceFile {
  readonly table: TableFile;
  /** What was done to the file so that it can be read; none where it is read as it lies there. */
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
  await refuseUnreadable(file);
  const format = formatOf(file);
  const compression = /\.gz$/i.test(file) ? ({ compression: "gz" } as const) : {};
  const as = (delimiter: string, at = file, packed: object = compression): TableFile => ({
    file: at,
    path: shownPath(file),
    format: "csv",
    delimiter,
    ...packed,
  });
  const refuse = (why: string, hint: string): never => {
    throw new DataCommandError(`${shownPath(file)}: ${why}.`, { hint });
  };
  if (format === "parquet") {
    if ("compression" in compression)
      refuse("Parquet is compressed inside and is not read through gzip", "gunzip it, and add that file.");
    return { table: { ...as(","), format }, changes: [] };
  }
  const head = await headOf(file, compression);
  if (head.length === 0) refuse("the file is empty", "A table begins with a line of column names.");
  const start = head.toString("latin1", 0, 5);
  if (/^PAR1[^\t -~]/.test(start))
    refuse("this is Parquet under another name", "Rename it to end in .parquet.");
  if (start.startsWith("PK\x03\x04"))
    refuse(
      "this is a spreadsheet or a zip archive",
      "Save the sheet as CSV in UTF-8, or unpack the archive, and add that.",
    );
  if (start.startsWith("\x1f\x8b") && !("compression" in compression))
    refuse("this is compressed with gzip under another name", "Rename it to end in .gz.");
  const encoding = settings.encoding ?? encodingOf(head);
  if (format === "json") {
    const text = await wholeText(file, compression, encoding ?? "utf-8");
    const target = await workFile(settings.workFolder, jsonAsCsv(text, shownPath(file)));
    return { table: as(",", target, {}), changes: ["JSON became CSV"] };
  }
  if (encoding === undefined)
    return {
      table: as(sniffDelimiter({ text: head.toString("latin1"), isWhole: head.length < headSize })),
      changes: [],
    };
  const text = await wholeText(file, compression, encoding);
  const target = await workFile(settings.workFolder, text);
  const delimiter = sniffDelimiter({
    text: Buffer.from(text.slice(0, headSize)).toString("latin1"),
    isWhole: text.length < headSize,
  });
  return { table: as(delimiter, target, {}), changes: [`${encoding.toUpperCase()} became UTF-8`] };
}

/** Writes a text aside; it is taken to its place later, or not at all. */
export async function workFile(folder: string, text: string | readonly Uint8Array[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, `table-${String(++written)}.csv`);
  const opened = await open(file, "wx");
  try {
    for (const piece of typeof text === "string" ? [text] : text) await opened.writeFile(piece);
  } finally {
    await opened.close();
  }
  return file;
}
let written = 0;

/** Node's own errors of what cannot be read name it; a folder or a pipe they would not. */
async function refuseUnreadable(file: string): Promise<void> {
  const stats = await stat(file);
  if (!stats.isFile())
    throw new DataCommandError(
      `${shownPath(file)} is ${stats.isDirectory() ? "a folder" : "a pipe or a device"}, not a file.`,
      {
        hint: stats.isDirectory()
          ? `Name the files in it: ${shownPath(file)}/*.csv`
          : "Write it to a file first.",
      },
    );
  await access(file, constants.R_OK);
}

function formatOf(file: string): "csv" | "json" | "parquet" {
  const name = file.replace(/\.gz$/i, "");
  if (/\.(?:csv|tsv|tab|txt)$/i.test(name)) return "csv";
  if (/\.json$/i.test(name)) return "json";
  if (/\.parquet$/i.test(name)) return "parquet";
  const known = otherFormats.find(([ending]) => ending.test(name))?.[1];
  throw new DataCommandError(`${shownPath(file)} is ${known ?? "of a kind that is not read"}.`, {
    hint: "CSV, TSV, JSON (an array of objects) and Parquet are read, the first three with gzip (.gz), too.",
  });
}

async function headOf(file: string, { compression }: Pick<TableFile, "compression">): Promise<Buffer> {
  const stored = createReadStream(file, { end: headSize - 1 });
  const stream = compression === "gz" ? stored.pipe(createGunzip()) : stored;
  const pieces: Buffer[] = [];
  let size = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      pieces.push(piece);
      if ((size += piece.length) >= headSize) break;
    }
  } catch (error) {
    // Where the rest of a compressed file was left out, the end of what is there is no fault of the file.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "Z_BUF_ERROR" || (await stat(file)).size <= headSize) throw damaged(file, error);
  } finally {
    stored.destroy();
  }
  return Buffer.concat(pieces);
}

function damaged(file: string, cause: unknown): unknown {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  if (!code.startsWith("Z_")) return cause;
  return new DataCommandError(`${shownPath(file)} cannot be decompressed (${message}).`, {
    cause,
    hint: "Fetch it again, or write it again with gzip.",
  });
}

async function wholeText(
  file: string,
  { compression }: Pick<TableFile, "compression">,
  encoding: string,
): Promise<string> {
  const stored = await readFile(file);
  try {
    const bytes = compression === "gz" ? gunzipSync(stored) : stored;
    return decoderOf(encoding).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw damaged(file, error);
    throw new DataCommandError(`${shownPath(file)} is not ${encoding.toUpperCase()}.`, {
      cause: error,
      hint: "Save it as UTF-8, or say what it is: --encoding windows-1252",
    });
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new DataCommandError(`There is no encoding "${encoding}".`, {
      hint: "Often met: windows-1252, iso-8859-2, utf-16le, gb18030, shift_jis, euc-kr",
    });
  }
}

/** Undefined for UTF-8, which needs nothing done; UTF-16 has a mark, or a NUL in every other byte. */
function encodingOf(head: Buffer): string | undefined {
  const mark = head.toString("latin1", 0, 2);
  if (mark === "\xff\xfe") return "utf-16le";
  if (mark === "\xfe\xff") return "utf-16be";
  const pairs = Math.min(head.length >> 1, 500);
  let [even, odd] = [0, 0];
  for (let at = 0; at < pairs; at++) {
    if (head[2 * at] === 0) even++;
    if (head[2 * at + 1] === 0) odd++;
  }
  if (pairs > 1 && odd > pairs * 0.7 && even === 0) return "utf-16le";
  return pairs > 1 && even > pairs * 0.7 && odd === 0 ? "utf-16be" : undefined;
}
