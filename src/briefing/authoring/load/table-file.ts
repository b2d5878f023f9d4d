/** The file of a table on disk: its decompressed bytes. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, fstatSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { pipeline, Transform } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import { DataError } from "./errors.js";
import type { TableFile } from "./schema.js";

// Declared where no type of Node.js is needed: declarations for notebooks mention it.
export type { TableFile } from "./schema.js";

/** Small enough for V8 to free soon: a file is never entirely in memory, unless it is compressed. */
const pieceSize = 1 << 19;
/** Enough to estimate the number of records. */
const firstSize = 1 << 16;

/** Passes on the text in chunks, with the fraction that has been read so far. */
export function readPieces(table: TableFile, onPiece: (piece: Buffer, share: number) => void): void {
  if (table.compression === "gz") {
    const bytes = reading(table, () => gunzipSync(readFileSync(table.file)));
    for (let at = 0, end = firstSize; at < bytes.length; at = end, end += pieceSize)
      onPiece(bytes.subarray(at, end), Math.min(1, end / bytes.length));
    return;
  }
  const file = reading(table, () => openSync(table.file, "r"));
  try {
    const { size } = fstatSync(file);
    for (let at = 0; ;) {
      const buffer = Buffer.allocUnsafe(at === 0 ? firstSize : pieceSize);
      const length = reading(table, () => readSync(file, buffer));
      if (length === 0) return;
      at += length;
      onPiece(buffer.subarray(0, length), at / size);
    }
  } finally {
    closeSync(file);
  }
}

/** Errors of reading a file, with its name. */
export function reading<T>(table: TableFile, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw unreadable(table, cause);
  }
}

/** Reading a pipe would block; a device may never end. */
export function refuseOtherThanFile(table: TableFile): void {
  const stats = reading(table, () => statSync(table.file));
  if (!stats.isFile())
    throw cannotBeRead(table, `it is ${stats.isDirectory() ? "a folder" : "a pipe or a device"}, not a file`);
}

function unreadable(table: TableFile, cause: unknown): DataError {
  if (isDamage(cause, table)) return damagedError(table, cause);
  const { code } = cause as NodeJS.ErrnoException;
  // The system's own message would only repeat it.
  if (code === "ENOENT") return cannotBeRead(table, "there is no such file");
  return cannotBeRead(table, code ?? String(cause), cause);
}

function cannotBeRead({ path }: TableFile, why: string, cause?: unknown): DataError {
  return new DataError(`${path} cannot be read: ${why}`, {
    ...(cause !== undefined && { cause }),
    problems: [{ path, message: `the file cannot be read: ${why}` }],
    hint: "data/datapackage.json describes the file; restore it or remove the table from the package.",
  });
}

/** Of the file as stored. */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Asynchronous version in bounded memory; rejects with a DataError if the file is damaged. */
export async function streamPieces(table: TableFile, onPiece: (piece: Buffer) => void): Promise<FileFacts> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  const stored = createReadStream(table.file, { highWaterMark: pieceSize });
  // Readers of the last stream receive errors from any of them.
  const ignore = () => undefined;
  const text =
    table.compression === "gz"
      ? pipeline(stored, measure, createGunzip({ chunkSize: pieceSize }), ignore)
      : pipeline(stored, measure, ignore);
  try {
    for await (const piece of text as AsyncIterable<Buffer>) onPiece(piece);
  } catch (error) {
    throw error instanceof DataError ? error : unreadable(table, error);
  }
  return { sha256: hash.digest("hex"), bytes };
}

/** Whether decompression or decoding failed, rather than the disk. */
function isDamage(error: unknown, { format, compression }: TableFile): error is Error {
  if (!(error instanceof Error)) return false;
  if (compression === "gz") return "code" in error && String(error.code).startsWith("Z_");
  return format === "parquet" && !("syscall" in error);
}

function damagedError({ path, compression }: TableFile, cause: Error): DataError {
  // Errors caused by missing bytes in the decoder do not describe the file.
  const stumbled =
    cause instanceof TypeError || cause instanceof RangeError || cause.message.includes("undefined");
  const why = stumbled ? "it is damaged" : cause.message;
  const message =
    compression === "gz"
      ? `the file cannot be decompressed (${why}); restore it, or write it again with gzip`
      : `the file cannot be read as Parquet (${why}); restore it, or write it again`;
  const hint =
    compression === "gz"
      ? 'Its entry in data/datapackage.json has "compression": "gz", so the file must be a complete gzip file.'
      : "Supported: plain columns, uncompressed or with Snappy, gzip, Zstandard or Brotli.";
  return DataError.at({ path, message }, hint, cause);
}
