/** The file of a table as it lies on the disk, and its bytes with the compression taken off. */
import { createReadStream, readFileSync } from "node:fs";
import { pipeline, type Readable, Transform } from "node:stream";
import { createGunzip, gunzipSync } from "node:zlib";
import { DataError } from "./errors.js";
import { describeProblem } from "./problem.js";

export interface StoredTable {
  readonly file: string;
  /** As messages name it: relative to the project, with forward slashes. */
  readonly path: string;
  readonly delimiter: string;
  readonly compression?: "gz";
}

/** The whole text, without a byte order mark. */
export function readText({ file, path, compression }: StoredTable): string {
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

/**
 * The bytes of the text, piece by piece. The stream fails where the file cannot be read or is damaged.
 *
 * @param onStored takes the bytes of the file itself
 */
export function openBytes(
  { file, compression }: StoredTable,
  onStored: (bytes: Buffer) => void = () => undefined,
): Readable {
  const stored = createReadStream(file, { highWaterMark: 1 << 18 });
  const watched = new Transform({
    transform(bytes: Buffer, _, done) {
      onStored(bytes);
      done(null, bytes);
    },
  });
  // Who reads the last stream hears of an error in any of them.
  const ignore = () => undefined;
  return compression === "gz"
    ? pipeline(stored, watched, createGunzip(), ignore)
    : pipeline(stored, watched, ignore);
}

/** Whether decompression failed, not the disk. */
export function isDamage(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

export function damagedError(path: string, cause: Error): DataError {
  const message = `the file cannot be decompressed (${cause.message}); restore it, or write it again with gzip`;
  const problem = { path, message };
  return new DataError(describeProblem(problem), {
    cause,
    problems: [problem],
    hint: 'Its entry in data/datapackage.json has "compression": "gz", so the file must be a complete gzip file.',
  });
}
