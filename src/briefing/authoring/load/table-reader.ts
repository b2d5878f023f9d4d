/** Reads the records of a table from any file format, in one go or interleaved with other work. */
import type { OnProgress } from "../progress.js";
import type { DataProblem, ProblemWords } from "./errors.js";
import { ParquetReader } from "./parquet-reader.js";
import { noProblems, type OnRecord, RecordReader, expectedGot } from "./record.js";
import type { Resource } from "./schema.js";
import * as files from "./table-file.js";
import { CsvScanner } from "./csv.js";

/** Reads the whole table. Throws a DataError if the file cannot be read. */
export function readTable(
  table: files.TableFile,
  resource: Resource,
  onProgress?: OnProgress,
): Pick<RecordReader, "rows" | "wrong" | "headerProblems"> {
  return read(table, resource, undefined, onProgress);
}

/** Errors in the header; if there are any, there are no records. Throws a DataError if the file cannot be read. */
export function readRecords(
  table: files.TableFile,
  resource: Resource,
  onRecord: OnRecord,
): readonly DataProblem[] {
  return read(table, resource, onRecord).headerProblems ?? noProblems;
}

function read(
  table: files.TableFile,
  resource: Resource,
  onRecord: OnRecord | undefined,
  onProgress: OnProgress = () => undefined,
): RecordReader {
  files.refuseOtherThanFile(table);
  if (table.format === "parquet") {
    const reader = new ParquetReader(table, resource, onRecord);
    reader.read(onProgress);
    return reader;
  }
  const reader = new CsvReader(table, resource, onRecord);
  let isFirst = true;
  files.readPieces(table, (piece, share) => {
    reader.write(piece);
    if (isFirst) reader.reserveCells(share);
    isFirst = false;
    onProgress(share);
  });
  reader.end();
  return reader;
}

/** Each record in bounded memory, with the facts of the file. */
export async function streamRecords(
  table: files.TableFile,
  resource: Resource,
  onRecord: OnRecord,
): Promise<{ readonly headerProblems: readonly DataProblem[]; readonly facts: files.FileFacts }> {
  if (table.format === "parquet")
    return {
      headerProblems: readRecords(table, resource, onRecord),
      facts: await files.streamPieces(table, () => undefined),
    };
  files.refuseOtherThanFile(table);
  const reader = new CsvReader(table, resource, onRecord);
  const facts = await files.streamPieces(table, (piece) => {
    reader.write(piece);
  });
  reader.end();
  return { headerProblems: reader.headerProblems ?? noProblems, facts };
}

class CsvReader extends RecordReader {
  readonly unit = "line";
  readonly #path: string;
  readonly #scanner: CsvScanner;

  constructor(table: files.TableFile, resource: Resource, onRecord: OnRecord | undefined) {
    super(resource, onRecord);
    this.#path = table.path;
    this.#scanner = new CsvScanner(table);
  }

  get position(): number {
    return this.#scanner.line;
  }

  write(piece: Buffer): void {
    // With a wrong header, every cell would be wrong.
    if (this.headerProblems !== undefined && this.headerProblems !== noProblems) return;
    this.#scanner.write(piece);
    this.#readRecords();
  }

  end(): void {
    this.#scanner.end();
    this.#readRecords();
    // The header of an empty file is an empty one.
    if (this.headerProblems === undefined) this.#readHeader([]);
  }

  #readRecords(): void {
    const scanner = this.#scanner;
    if (this.headerProblems === undefined && scanner.next()) this.#readHeader(scanner.texts);
    if (this.headerProblems !== noProblems) return;
    while (scanner.next()) if (!scanner.isBlank || this.columns.length === 1) this.#read();
  }

  #readHeader(names: readonly string[]): void {
    const fault = this.headerFault(names, "the header reads");
    this.headerProblems = fault === undefined ? noProblems : [this.problem({ message: fault })];
  }

  #read(): void {
    const { columns } = this;
    const scanner = this.#scanner;
    const isWhole = scanner.cells === columns.length;
    let isRight = isWhole;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      if (column === undefined) continue;
      if (!isWhole) column.cells[this.kept] = undefined;
      else if (!column.read(scanner, index, this.kept)) isRight = false;
    }
    this.finish(isRight ? noProblems : this.#problems());
  }

  #problems(): readonly DataProblem[] {
    const { columns } = this;
    const { cells } = this.#scanner;
    if (cells !== columns.length) {
      const cause = `expected ${columns.length} cells`;
      return [this.problem({ message: `${cause}, got ${cells}`, cause })];
    }
    return columns.flatMap((column, index) => {
      const text = this.#scanner.text(index);
      const expected = column.expected(text);
      return expected === undefined ? [] : [this.problem(expectedGot(expected, text), index, column.name)];
    });
  }

  problem(words: ProblemWords, index = 0, field?: string): DataProblem {
    const place = this.#scanner.placeOf(index);
    return { path: this.#path, ...place, ...(field === undefined ? {} : { field }), ...words };
  }
}
