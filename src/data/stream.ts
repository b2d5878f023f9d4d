/** A CSV file record by record, in bounded memory. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parse } from "csv-parse";
import { csvError } from "./csv-error.js";
import { locateField, type RecordProblem } from "./record.js";
import type { DataProblem } from "./problem.js";

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
  let bytes = 0;
  const source = createReadStream(file, { highWaterMark: 1 << 18 });
  source.on("data", (chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  // Nothing is handed downstream: each record is done with where it is parsed.
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    on_record: (cells: string[]) => {
      onRecord(cells);
      return null;
    },
  });
  await new Promise<void>((resolve, reject) => {
    source.on("error", reject);
    parser.on("error", (error) => {
      source.destroy();
      reject(csvError(error, path));
    });
    parser.on("end", resolve);
    parser.resume();
    source.pipe(parser);
  });
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
  const last = Math.max(0, ...wanted.keys());
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
