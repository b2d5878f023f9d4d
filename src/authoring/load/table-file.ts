/** The file of a table as it lies on the disk: its text, with the compression taken off. */
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { pipeline, Transform } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import { type LineText, RecordSplitter } from "./csv.js";
import { DataError, describeProblem } from "./errors.js";

export interface TableFile {
  readonly file: string;
  /** As messages name it: relative to the project, with forward slashes. */
  readonly path: string;
  readonly delimiter: string;
  readonly compression?: "gz";
}

/** The whole text, without a byte order mark. */
export function readText({ file, path, compression }: TableFile): string {
  try {
    const bytes = readFileSync(file);
    return (compression === "gz" ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\ufeff/, "");
  } catch (cause) {
    if (isDamage(cause)) throw damagedError(path, cause);
    throw new DataError(`${path} cannot be read: ${(cause as NodeJS.ErrnoException).code ?? String(cause)}`, {
      cause,
      hint: "data/datapackage.json describes the file; restore it or take the table out of the package.",
    });
  }
}

/** Of the file as it is stored. */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Hands every record to `onRecord`, in bounded memory; rejects with a DataError where the file is damaged or not CSV. */
export async function streamRecords(
  table: TableFile,
  onRecord: (cells: readonly string[], lineText: LineText) => void,
): Promise<FileFacts> {
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(piece: Buffer, _, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  const stored = createReadStream(table.file, { highWaterMark: 1 << 18 });
  // Who reads the last stream hears of an error in any of them.
  const ignore = () => undefined;
  const text =
    table.compression === "gz"
      ? pipeline(stored, measure, createGunzip(), ignore)
      : pipeline(stored, measure, ignore);
  const decoder = new TextDecoder();
  const splitter = new RecordSplitter(table, onRecord);
  try {
    for await (const piece of text as AsyncIterable<Buffer>)
      splitter.write(decoder.decode(piece, { stream: true }));
  } catch (error) {
    throw isDamage(error) ? damagedError(table.path, error) : error;
  }
  splitter.write(decoder.decode());
  splitter.end();
  return { sha256: hash.digest("hex"), bytes };
}

/** Whether decompression failed, not the disk. */
function isDamage(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function damagedError(path: string, cause: Error): DataError {
  const message = `the file cannot be decompressed (${cause.message}); restore it, or write it again with gzip`;
  const problem = { path, message };
  return new DataError(describeProblem(problem), {
    cause,
    problems: [problem],
    hint: 'Its entry in data/datapackage.json has "compression": "gz", so the file must be a complete gzip file.',
  });
}
