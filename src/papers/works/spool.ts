/**
 * Decompresses a file of works into pieces on disk that consist of whole lines, which an engine can read with all its
 * threads. zlib verifies the compressed data completely: DuckDB itself accepts a truncated file or a wrong checksum and
 * loses records.
 */
import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { shownPath } from "briefing/commands";
import { diskFullHint, WorksError } from "./errors.js";

export interface Piece {
  readonly path: string;
  /** Number of non-empty lines. */
  readonly records: number;
  /** Number of lines in the file before this piece. */
  readonly linesBefore: number;
  readonly longestLine: number;
}

/** Large enough for all threads, small enough to remain in the page cache until it is read. */
const defaultBytes = 128 * 1024 * 1024;
const newline = 10;

/** Calls `take` with each piece in order and removes the piece afterwards. */
export async function spoolGzip(
  file: string,
  folder: string,
  take: (piece: Piece) => Promise<void>,
  pieceBytes = defaultBytes,
): Promise<void> {
  // pipeline reports the abort of the streams that follows an error of its last step in place of that error.
  let first: unknown = undefined;
  const takeAll = async (chunks: AsyncIterable<Buffer>): Promise<void> => {
    try {
      for await (const piece of piecesOf(chunks, folder, pieceBytes)) {
        await take(piece);
        await rm(piece.path);
      }
    } catch (error) {
      first = error;
      throw error;
    }
  };
  try {
    const packed = createReadStream(file, { highWaterMark: 1 << 20 });
    await pipeline(packed, createGunzip({ chunkSize: Math.min(1 << 20, pieceBytes) }), takeAll);
  } catch (last) {
    const error = isAbort(last) ? (first ?? last) : last;
    if (isFull(error))
      throw new WorksError(`${shownPath(file)}: could not be unpacked because the disk is full.`, {
        cause: error,
        hint: diskFullHint,
      });
    if (!isDamage(error)) throw error;
    throw new WorksError(`${shownPath(file)}: the file is damaged (zlib: ${(error as Error).message}).`, {
      cause: error,
      hint: "Download it again.",
    });
  }
}

const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException | undefined)?.code);

const isAbort = (error: unknown): boolean =>
  ["ABORT_ERR", "ERR_STREAM_PREMATURE_CLOSE"].includes(codeOf(error));

/** A disk, a quota or the size of a file (`ulimit -f`) has no room left. */
const isFull = (error: unknown): boolean => ["ENOSPC", "EDQUOT", "EFBIG"].includes(codeOf(error));

/** Whether zlib found a truncated or altered file. */
const isDamage = (error: unknown): boolean => codeOf(error).startsWith("Z_");

async function* piecesOf(
  chunks: AsyncIterable<Buffer>,
  folder: string,
  pieceBytes: number,
): AsyncGenerator<Piece> {
  const start = async (number: number, linesBefore: number) => {
    const place = path.join(folder, `piece-${number}.jsonl`);
    const file = await open(place, "w");
    return { path: place, file, linesBefore, bytes: 0, lines: 0, records: 0, longestLine: 0, length: 0 };
  };
  let number = 0;
  /** Begins at the start of a line; `length` is that of its last line so far. */
  let piece = await start(number, 0);
  const endLine = (): void => {
    piece.lines += 1;
    if (piece.length > 0) piece.records += 1;
    piece.longestLine = Math.max(piece.longestLine, piece.length);
    piece.length = 0;
  };
  const write = async (part: Buffer): Promise<void> => {
    let from = 0;
    for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, from)) {
      piece.length += at - from;
      endLine();
      from = at + 1;
    }
    piece.length += part.length - from;
    await piece.file.writeFile(part);
    piece.bytes += part.length;
  };
  try {
    for await (const chunk of chunks) {
      const end = piece.bytes + chunk.length < pieceBytes ? 0 : chunk.lastIndexOf(newline) + 1;
      if (end > 0) {
        await write(chunk.subarray(0, end));
        await piece.file.close();
        yield piece;
        piece = await start(++number, piece.linesBefore + piece.lines);
      }
      await write(chunk.subarray(end));
    }
  } finally {
    await piece.file.close();
  }
  endLine();
  if (piece.bytes > 0) yield piece;
  else await rm(piece.path);
}
