/** Reads a CSV file by the schema of its table, whole or in pieces. */
import { CsvScanner } from "./csv.js";
import type { DataProblem } from "./errors.js";
import { expectedGot, noProblems, type OnRecord, RecordReader } from "./record.js";
import type { Resource } from "./schema.js";
import type { TableFile } from "./table-file.js";

export class CsvReader extends RecordReader {
  readonly unit = "line";
  readonly #path: string;
  readonly #scanner: CsvScanner;

  constructor(table: TableFile, resource: Resource, onRecord: OnRecord | undefined) {
    super(resource, onRecord);
    this.#path = table.path;
    this.#scanner = new CsvScanner(table);
  }

  get position(): number {
    return this.#scanner.line;
  }

  write(piece: Buffer): void {
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
    // With another header every cell would be wrong.
    if (this.headerProblems !== noProblems) return;
    while (scanner.next()) if (!scanner.isBlank || this.columns.length === 1) this.#read();
  }

  #readHeader(names: readonly string[]): void {
    const fault = this.headerFault(names, "the header reads");
    this.headerProblems = fault === undefined ? noProblems : [this.problem(fault)];
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
    if (cells !== columns.length) return [this.problem(`expected ${columns.length} cells, got ${cells}`)];
    return columns.flatMap((column, index) => {
      const text = this.#scanner.text(index);
      const expected = column.expected(text);
      return expected === undefined ? [] : [this.problem(expectedGot(expected, text), index, column.name)];
    });
  }

  problem(message: string, index = 0, field?: string): DataProblem {
    const place = this.#scanner.placeOf(index);
    return { path: this.#path, ...place, ...(field === undefined ? {} : { field }), message };
  }
}
