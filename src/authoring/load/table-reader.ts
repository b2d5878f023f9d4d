/** The records of a table, whatever its file is: one after the other for who computes, or beside other work. */
import type { OnProgress } from "../progress.js";
import { CsvReader } from "./csv-reader.js";
import type { DataProblem } from "./errors.js";
import { ParquetReader } from "./parquet-reader.js";
import { noProblems, type OnRecord } from "./record.js";
import type { Resource } from "./schema.js";
import {
  type FileFacts,
  readPieces,
  refuseOtherThanFile,
  streamPieces,
  type TableFile,
} from "./table-file.js";

/** What is wrong with the header: then there are no records. Throws a DataError where the file cannot be read. */
export function readRecords(
  table: TableFile,
  resource: Resource,
  onRecord: OnRecord,
  onProgress: OnProgress = () => undefined,
): readonly DataProblem[] {
  refuseOtherThanFile(table);
  if (table.format === "parquet") {
    const reader = new ParquetReader(table, resource, onRecord);
    reader.read(onProgress);
    return reader.headerProblems ?? noProblems;
  }
  const reader = new CsvReader(table, resource, onRecord);
  readPieces(table, (piece, share) => {
    reader.write(piece);
    onProgress(share);
  });
  reader.end();
  return reader.headerProblems ?? noProblems;
}

/** The same in bounded memory, with the facts of the file. */
export async function streamRecords(
  table: TableFile,
  resource: Resource,
  onRecord: OnRecord,
): Promise<{ readonly headerProblems: readonly DataProblem[]; readonly facts: FileFacts }> {
  if (table.format === "parquet")
    return {
      headerProblems: readRecords(table, resource, onRecord),
      facts: await streamPieces(table, () => undefined),
    };
  refuseOtherThanFile(table);
  const reader = new CsvReader(table, resource, onRecord);
  const facts = await streamPieces(table, (piece) => {
    reader.write(piece);
  });
  reader.end();
  return { headerProblems: reader.headerProblems ?? noProblems, facts };
}
