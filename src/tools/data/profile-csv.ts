/** One reading of a whole CSV file: its header, and what the cells of each column look like. */
import { type Bytes, CsvCursor, decode } from "../../authoring/load/csv.js";
import { DataError, type DataProblem } from "../../authoring/load/errors.js";
import { refuseOtherThanFile, streamPieces, type TableFile } from "../../authoring/load/table-file.js";
import { plural } from "../../lib/plural.js";
import { ColumnProfile, textFault } from "./column-profile.js";
import { DataCommandError } from "./errors.js";

export interface CsvSettings {
  /** What stands for a missing value, besides the empty cell. */
  readonly missing: readonly string[];
  /** Of a file without a header line. */
  readonly columns?: readonly string[] | undefined;
}

export interface CsvProfile {
  /** As written in the file; as they were given where it has none. */
  readonly header: readonly string[];
  readonly columns: readonly ColumnProfile[];
  readonly rows: number;
}

export type OnBytes = (bytes: number) => void;

const described = 10;

export async function profileCsv(
  table: TableFile,
  settings: CsvSettings,
  onBytes: OnBytes,
): Promise<CsvProfile> {
  const profiler = new Profiler(table, settings);
  refuseOtherThanFile(table);
  let read = 0;
  await streamPieces(table, (piece) => {
    profiler.write(piece);
    onBytes((read += piece.length));
  });
  return profiler.end();
}

class Profiler {
  readonly #table: TableFile;
  readonly #settings: CsvSettings;
  readonly #cursor: CsvCursor;
  readonly #problems: DataProblem[] = [];
  #wrong = 0;
  #header: readonly string[] | undefined;
  #columns: readonly ColumnProfile[] = [];
  #rows = 0;

  constructor(table: TableFile, settings: CsvSettings) {
    this.#table = table;
    this.#settings = settings;
    this.#cursor = new CsvCursor(table);
    if (settings.columns !== undefined) this.#begin(settings.columns);
  }

  write(piece: Bytes): void {
    this.#cursor.write(piece);
    this.#read();
  }

  end(): CsvProfile {
    this.#cursor.end();
    this.#read();
    const { path } = this.#table;
    if (this.#wrong > 0) {
      const { message, problems } = DataError.of(this.#problems, this.#wrong);
      throw new DataError(message, {
        problems,
        hint: `Each line needs ${plural(this.#columns.length, "cell")}, as the header has; take out titles above it and notes below the table.`,
      });
    }
    if (this.#header === undefined || this.#rows === 0)
      throw new DataCommandError(
        `${path} has ${this.#header === undefined ? "no header" : "a header and no rows"}.`,
        {
          hint: "The types of columns are read from their cells: add the file when it has some.",
        },
      );
    return { header: this.#header, columns: this.#columns, rows: this.#rows };
  }

  #read(): void {
    const cursor = this.#cursor;
    for (let cells = cursor.next(); cells !== undefined; cells = cursor.next()) {
      if (this.#header === undefined) this.#begin(cells.map((cell, index) => this.#name(cell, index)));
      else if (cells.length > 1 || cells[0] !== "" || this.#columns.length === 1) this.#take(cells);
    }
  }

  #name(cell: Bytes, index: number): string {
    const name = decode(cell);
    const fault = textFault(cell, name);
    if (fault !== undefined) throw this.#notText(`the name of column ${index + 1} has ${fault}`);
    return name;
  }

  #begin(header: readonly string[]): void {
    this.#header = header;
    const missing = new Set(["", ...this.#settings.missing]);
    this.#columns = header.map((name) => new ColumnProfile(name, missing));
  }

  #take(cells: readonly Bytes[]): void {
    const columns = this.#columns;
    if (cells.length !== columns.length) {
      this.#report({ message: `expected ${plural(columns.length, "cell")}, got ${cells.length}` });
      return;
    }
    this.#rows++;
    const { line } = this.#cursor;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const fault = column?.add(cells[index] ?? "", line);
      if (fault === undefined || column === undefined) continue;
      throw this.#notText(`column "${column.name}": the cell has ${fault}`);
    }
  }

  /** An error of the reader of tables, which hands it on as it is. */
  #notText(what: string): DataError {
    const { path } = this.#table;
    const { line } = this.#cursor;
    return new DataError(`${path}:${line} ${what}.`, {
      hint: "Save the file as UTF-8, or say what it is: --encoding windows-1252",
    });
  }

  #report(problem: Pick<DataProblem, "message">): void {
    this.#wrong++;
    if (this.#problems.length < described)
      this.#problems.push({ path: this.#table.path, line: this.#cursor.line, ...problem });
  }
}
