/** The records of a table, whatever its file is: all of them, one after the other, or beside other work. */
import type { OnProgress } from "../progress.js";
import { CsvReader } from "./csv-reader.js";
import type { DataProblem } from "./errors.js";
import { ParquetReader } from "./parquet-reader.js";
import { noProblems, type OnRecord, type RecordReader } from "./record.js";
import type { Resource } from "./schema.js";
import {
  type FileFacts,
  readPieces,
  refuseOtherThanFile,
  streamPieces,
  type TableFile,
} from "./table-file.js";

/** The whole table, read. Throws a DataError where the file cannot be read. */
export function readTable(
  table: TableFile,
  resource: Resource,
  onProgress?: OnProgress,
): Pick<RecordReader, "rows" | "wrong" | "headerProblems"> {
  return read(table, resource, undefined, onProgress);
}

/** What is wrong with the header: then there are no records. Throws a DataError where the file cannot be read. */
export function readRecords(
  table: TableFile,
  resource: Resource,
  onRecord: OnRecord,
): readonly DataProblem[] {
  return read(table, resource, onRecord).headerProblems ?? noProblems;
}

function read(
  table: TableFile,
  resource: Resource,
  onRecord: OnRecord | undefined,
  onProgress: OnProgress = () => undefined,
): RecordReader {
  refuseOtherThanFile(table);
  if (table.format === "parquet") {
    const reader = new ParquetReader(table, resource, onRecord);
    reader.read(onProgress);
    return reader;
  }
  const reader = new CsvReader(table, resource, onRecord);
  readPieces(table, (piece, share) => {
    reader.write(piece);
    onProgress(share);
  });
  reader.end();
  return reader;
}

/** Each record in bounded memory, with the facts of the file. */
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
