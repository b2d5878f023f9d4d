/** Reads a Parquet file by its table's schema: typed values are checked like text cells. */
import type { OnProgress } from "../progress.js";
import { expectations } from "./cell.js";
import type { DataProblem, ProblemWords } from "./errors.js";
import { ParquetFile } from "./parquet-file.js";
import { expectedGot, noProblems, type OnRecord, RecordReader } from "./record.js";
import type { FieldType, Resource } from "./schema.js";
import { reading, type TableFile } from "./table-file.js";

const rowsBetweenProgress = 1 << 14;

export class ParquetReader extends RecordReader {
  position = 0;
  readonly unit = "row";
  readonly #table: TableFile;
  readonly #types: readonly FieldType[];

  constructor(table: TableFile, resource: Resource, onRecord: OnRecord | undefined) {
    super(resource, onRecord);
    this.#table = table;
    this.#types = resource.fields.map(({ type }) => type);
  }

  read(onProgress: OnProgress): void {
    const table = this.#table;
    const file = reading(table, () => new ParquetFile(table.file));
    try {
      this.headerProblems = this.#headerProblems(file);
      if (this.headerProblems.length > 0) return;
      for (let group = 0; group < file.groups; group++) {
        const values = reading(table, () => file.readGroup(group));
        const rows = values[0]?.length ?? 0;
        for (let row = 0; row < rows; row++) {
          this.#readRow(values, row);
          if (row % rowsBetweenProgress === 0) onProgress((group + row / rows) / file.groups);
        }
      }
    } finally {
      file.close();
    }
  }

  #headerProblems({ columns }: ParquetFile): readonly DataProblem[] {
    const { path } = this.#table;
    const names = columns.map(({ name }) => name);
    const fault = this.headerFault(names, "the columns are");
    if (fault !== undefined) return [{ path, message: fault }];
    return columns
      .filter(({ isNested }) => isNested)
      .map(({ name }) => ({ path, field: name, message: "expected one value a row, got a list or a group" }));
  }

  #readRow(values: readonly ArrayLike<unknown>[], at: number): void {
    const { columns } = this;
    this.position++;
    let isRight = true;
    for (let index = 0; index < columns.length; index++) {
      const plain = plainOf(values[index]?.[at], this.#types[index] ?? "string");
      const column = columns[index];
      if (plain === undefined) {
        if (column !== undefined) column.cells[this.kept] = undefined;
        isRight = false;
      } else if (column?.take(plain, this.kept) === false) isRight = false;
    }
    this.finish(isRight ? noProblems : this.#problems(values.map((column) => column[at])));
  }

  #problems(values: readonly unknown[]): readonly DataProblem[] {
    return this.columns.flatMap((column, index) => {
      const type = this.#types[index] ?? "string";
      const value = values[index];
      const plain = plainOf(value, type);
      if (column.cells[this.kept] !== undefined) return [];
      const expected =
        plain === null
          ? "a value"
          : plain === undefined
            ? expectations[type]
            : (column.expected(String(plain)) ?? expectations[type]);
      return [this.problem(expectedGot(expected, textInCsv(value)), index, column.name)];
    });
  }

  problem(words: ProblemWords, _index?: number, field?: string): DataProblem {
    const { path } = this.#table;
    return { path, row: this.position, ...(field === undefined ? {} : { field }), ...words };
  }
}

/** The number or text that a value represents; undefined if its type differs from the field's. */
function plainOf(value: unknown, type: FieldType): number | string | null | undefined {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? String(value) : undefined;
    case "date":
    case "datetime":
      return typeof value === "string" || value instanceof Date ? timeText(value, type) : undefined;
    default:
      if (typeof value === "number") return value;
      return typeof value === "bigint" ? numberOrText(value) : undefined;
  }
}

/** Exact: beyond the safe integers it stays text, for the message. */
function numberOrText(value: bigint): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Every value of a column with times has one. */
function timeText(value: string | Date, type: "date" | "datetime"): string {
  const text = textInCsv(value);
  return type === "datetime" && value instanceof Date && text.length === 10 ? `${text}T00:00:00.000Z` : text;
}

/** As in a cell of a CSV file; a time at midnight is a date. */
function textInCsv(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return value.toISOString().replace("T00:00:00.000Z", "");
  if (typeof value === "object") return JSON.stringify(value);
  const plain = value as string | number | bigint | boolean;
  return String(plain);
}
