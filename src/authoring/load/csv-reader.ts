/** Reads a CSV file by the schema of its table, whole or in pieces. */
import { asPattern, type Bytes, CsvCursor, decode, unquoted } from "./csv.js";
import type { DataProblem } from "./errors.js";
import { expectedGot, noProblems, type OnRecord, type TableRecord, TableShape } from "./record.js";
import type { DataRow, Resource } from "./schema.js";
import type { TableFile } from "./table-file.js";

const noRow: DataRow = {};

export class CsvReader implements TableRecord {
  row = noRow;
  problems: readonly DataProblem[] = noProblems;
  readonly unit = "line";
  /** Undefined before the header is read. With another header every cell would be wrong: no records follow. */
  headerProblems: readonly DataProblem[] | undefined;

  readonly #table: TableFile;
  readonly #shape: TableShape;
  readonly #cursor: CsvCursor;
  readonly #onRecord: OnRecord;
  /** Of a record on one line with the cells that most have: the fastest reader that JavaScript has. */
  readonly #pattern: RegExp | undefined;

  constructor(table: TableFile, resource: Resource, onRecord: OnRecord) {
    this.#table = table;
    this.#shape = new TableShape(resource);
    this.#cursor = new CsvCursor(table);
    this.#onRecord = onRecord;
    this.#pattern = usualRecord(this.#shape, table.delimiter);
  }

  get position(): number {
    return this.#cursor.line;
  }

  get hasWrongHeader(): boolean {
    return this.headerProblems !== undefined && this.headerProblems !== noProblems;
  }

  write(piece: Bytes): void {
    if (this.hasWrongHeader) return;
    this.#cursor.write(piece);
    this.#readRecords();
  }

  end(): void {
    this.#cursor.end();
    this.#readRecords();
    // The header of an empty file is an empty one.
    if (this.headerProblems === undefined) this.#readHeader([]);
  }

  #readRecords(): void {
    const header = this.headerProblems === undefined ? this.#cursor.next() : undefined;
    if (header !== undefined) this.#readHeader(header.map(decode));
    if (this.headerProblems !== noProblems) return;
    for (;;) {
      if (this.#pattern !== undefined && this.#cursor.isBetween) this.#readUsual(this.#pattern);
      const cells = this.#cursor.next();
      if (cells === undefined) return;
      if (!this.#isEmpty(cells)) this.#read(cells);
    }
  }

  #readHeader(names: readonly string[]): void {
    const fault = this.#shape.headerFault(names, "the header reads");
    this.headerProblems = fault === undefined ? noProblems : [this.problem(fault)];
  }

  /** An empty line is no record. */
  #isEmpty(cells: readonly Bytes[]): boolean {
    return cells.length === 1 && cells[0] === "" && this.#shape.columns.length > 1;
  }

  /** As long as records are usual ones. One loop with no calls but the quickest: most tables are soon read. */
  #readUsual(pattern: RegExp): void {
    const cursor = this.#cursor;
    const { columns } = this.#shape;
    const { text } = cursor;
    pattern.lastIndex = cursor.at;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      cursor.goOn(pattern.lastIndex, 1);
      const row = this.#shape.createRow();
      let isRight = true;
      for (let index = 0; index < columns.length; index++) {
        const column = columns[index];
        if (column === undefined) continue;
        const bytes = match[index + 1] ?? "";
        const number = column.numbers !== undefined && bytes !== "" ? +bytes : NaN;
        // NaN is within no bounds.
        const cell =
          number >= column.minimum && number <= column.maximum
            ? number
            : (column.known.get(bytes) ?? column.readUsual(bytes));
        if (cell === undefined) isRight = false;
        // eslint-disable-next-line house/lookups -- descriptor.ts refuses __proto__
        else row[column.name] = cell;
      }
      this.#hand(row, isRight ? noProblems : this.#cellProblems(match.slice(1).map(unquoted)));
    }
  }

  #read(cells: readonly Bytes[]): void {
    const { columns } = this.#shape;
    if (cells.length !== columns.length) {
      this.#hand(noRow, [this.problem(`expected ${columns.length} cells, got ${cells.length}`)]);
      return;
    }
    const row = this.#shape.createRow();
    let isRight = true;
    for (const [index, column] of columns.entries()) {
      const cell = column.read(cells[index] ?? "");
      if (cell === undefined) isRight = false;
      // eslint-disable-next-line house/lookups -- descriptor.ts refuses __proto__
      else row[column.name] = cell;
    }
    this.#hand(row, isRight ? noProblems : this.#cellProblems(cells));
  }

  #hand(row: DataRow, problems: readonly DataProblem[]): void {
    this.row = row;
    this.problems = problems;
    this.#onRecord(this);
  }

  #cellProblems(cells: readonly Bytes[]): readonly DataProblem[] {
    return this.#shape.columns.flatMap((column, index) => {
      const text = decode(cells[index] ?? "");
      const expected = column.expected(text);
      return expected === undefined ? [] : [this.problem(expectedGot(expected, text), index, column.name)];
    });
  }

  problem(message: string, index = 0, field?: string): DataProblem {
    const { path, delimiter } = this.#table;
    const place = locateField(this.#cursor.source, index, this.#cursor.line, delimiter);
    return { path, ...place, ...(field === undefined ? {} : { field }), message };
  }
}

/** V8 refuses a pattern of some thousand groups. */
const mostColumns = 1000;

/** Undefined where a number could hold the delimiter, and where that is more than a byte. */
function usualRecord({ columns }: TableShape, delimiter: string): RegExp | undefined {
  if (columns.length > mostColumns) return undefined;
  if (!/^[\0-\x7f]$/.test(delimiter) || /[0-9.eE+-]/.test(delimiter)) return undefined;
  const escaped = asPattern(delimiter);
  const cells = columns.map((column) => `(${column.usual(escaped)})`);
  return new RegExp(`${cells.join(escaped)}\\r?\\n`, "y");
}

/** Line and column at which a field of a record begins, from the record's own text. */
function locateField(text: string, index: number, line: number, delimiter: string) {
  let at = 0;
  let isQuoted = false;
  for (let field = 0; field < index && at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text.startsWith(delimiter, at)) {
      field++;
      at += delimiter.length - 1;
    }
  }
  const lines = text.slice(0, at).split("\n");
  return { line: line + lines.length - 1, column: (lines[lines.length - 1]?.length ?? 0) + 1 };
}
