/** A CSV file record by record, in bounded memory. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { DataProblem } from "./problem.js";
import { locateField, type RecordProblem } from "./record.js";
import { RecordSplitter } from "./record-splitter.js";

export interface FileFacts {
  readonly sha256: string;
  readonly bytes: number;
}

/** Hands every record to `onRecord`; rejects with a DataError where the file is not CSV. */
export async function streamRecords(
  file: string,
  path: string,
  delimiter: string,
  onRecord: (cells: readonly string[]) => void,
): Promise<FileFacts> {
  const hash = createHash("sha256");
  const decoder = new TextDecoder();
  const splitter = new RecordSplitter({ path, delimiter }, onRecord);
  let bytes = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    splitter.write(decoder.decode(chunk, { stream: true }));
  }
  splitter.write(decoder.decode());
  splitter.end();
  return { sha256: hash.digest("hex"), bytes };
}

/** Reads the few bad records again, to say at which character each problem stands. */
export async function locateProblems(
  file: string,
  path: string,
  delimiter: string,
  problems: readonly RecordProblem[],
): Promise<readonly DataProblem[]> {
  const wanted = new Map<number, string>();
  for (const { line, endLine } of problems) for (let at = line; at <= endLine; at++) wanted.set(at, "");
  const last = [...wanted.keys()].reduce((a, b) => Math.max(a, b), 0);
  const source = createReadStream(file, "utf8");
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
    const text = Array.from({ length: endLine - line + 1 }, (_, at) => wanted.get(line + at) ?? "").join("\n");
    const place = locateField(text, index ?? 0, line, delimiter);
    return { path, ...place, ...(field === undefined ? {} : { field }), message };
  });
}
