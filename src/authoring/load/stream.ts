/** A CSV file record by record, in bounded memory. */
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import type { DataProblem } from "./problem.js";
import { locateField, type RecordProblem } from "./record.js";
import { RecordSplitter } from "./record-splitter.js";
import { damagedError, isDamage, openBytes, type StoredTable } from "./stored-table.js";

/** Of the file as it is stored. */
export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Hands every record to `onRecord`; rejects with a DataError where the file is damaged or not CSV. */
export async function streamRecords(
  stored: StoredTable,
  onRecord: (cells: readonly string[]) => void,
): Promise<FileFacts> {
  const hash = createHash("sha256");
  const decoder = new TextDecoder();
  const splitter = new RecordSplitter(stored, onRecord);
  let bytes = 0;
  const source = openBytes(stored, (piece) => {
    hash.update(piece);
    bytes += piece.length;
  });
  try {
    for await (const piece of source as AsyncIterable<Buffer>)
      splitter.write(decoder.decode(piece, { stream: true }));
  } catch (error) {
    throw isDamage(error) ? damagedError(stored.path, error) : error;
  }
  splitter.write(decoder.decode());
  splitter.end();
  return { sha256: hash.digest("hex"), bytes };
}

/** Reads the few bad records again, to say at which character each problem stands. */
export async function locateProblems(
  stored: StoredTable,
  problems: readonly RecordProblem[],
): Promise<readonly DataProblem[]> {
  const wanted = new Map<number, string>();
  for (const { line, endLine } of problems) for (let at = line; at <= endLine; at++) wanted.set(at, "");
  const last = [...wanted.keys()].reduce((a, b) => Math.max(a, b), 0);
  const source = openBytes(stored);
  const lines = createInterface({ input: source, crlfDelay: Infinity });
  let number = 0;
  for await (const text of lines) {
    number++;
    if (wanted.has(number)) wanted.set(number, text);
    if (number >= last) break;
  }
  lines.close();
  source.destroy();
  return problems.map(({ line, endLine, index, field, message }) => {
    const text = Array.from({ length: endLine - line + 1 }, (_, at) => wanted.get(line + at) ?? "").join(
      "\n",
    );
    const place = locateField(text, index ?? 0, line, stored.delimiter);
    return { path: stored.path, ...place, ...(field === undefined ? {} : { field }), message };
  });
}
