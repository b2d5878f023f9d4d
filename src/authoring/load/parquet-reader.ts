/** Reads a Parquet file by the schema of its table: values that came with a type are checked as cells of text are. */
import type { OnProgress } from "../progress.js";
import { expectations } from "./cell.js";
import type { Column } from "./column.js";
import type { DataProblem } from "./errors.js";
import { ParquetFile } from "./parquet-file.js";
import { expectedGot, noProblems, type OnRecord, type TableRecord, TableShape } from "./record.js";
import type { Cell, DataRow, FieldType, Resource } from "./schema.js";
import { reading, type TableFile } from "./table-file.js";

const rowsBetweenProgress = 1 << 14;

export class ParquetReader implements TableRecord {
  row: DataRow = {};
  problems: readonly DataProblem[] = noProblems;
  position = 0;
  readonly unit = "row";
  headerProblems: readonly DataProblem[] | undefined;

  readonly #table: TableFile;
  readonly #resource: Resource;
  readonly #shape: TableShape;
  readonly #onRecord: OnRecord;

  constructor(table: TableFile, resource: Resource, onRecord: OnRecord) {
    this.#table = table;
    this.#resource = resource;
    this.#shape = new TableShape(resource);
    this.#onRecord = onRecord;
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
    const fault = this.#shape.headerFault(names, "the columns are");
    if (fault !== undefined) return [{ path, message: fault }];
    return columns
      .filter(({ isNested }) => isNested)
      .map(({ name }) => ({ path, field: name, message: "expected one value a row, got a list or a group" }));
  }

  #readRow(values: readonly ArrayLike<unknown>[], at: number): void {
    const { columns } = this.#shape;
    const { fields } = this.#resource;
    const row = this.#shape.createRow();
    let isRight = true;
    for (let index = 0; index < columns.length; index++) {
      const column = columns[index];
      const type = fields[index]?.type;
      if (column === undefined || type === undefined) continue;
      const cell = cellOf(values[index]?.[at], column, type);
      if (cell === undefined) isRight = false;
      // eslint-disable-next-line house/lookups -- descriptor.ts refuses __proto__
      else row[column.name] = cell;
    }
    this.row = row;
    this.position++;
    this.problems = isRight ? noProblems : this.#cellProblems(values.map((column) => column[at]));
    this.#onRecord(this);
  }

  #cellProblems(values: readonly unknown[]): readonly DataProblem[] {
    return this.#shape.columns.flatMap((column, index) => {
      const value = values[index];
      const { type } = this.#resource.fields[index] ?? { type: "string" };
      if (cellOf(value, column, type) !== undefined) return [];
      const plain = plainOf(value, type);
      const expected = isMissing(value)
        ? "a value"
        : plain === undefined
          ? expectations[type]
          : column.expected(String(plain));
      return [this.problem(expectedGot(expected ?? expectations[type], textOf(value)), index, column.name)];
    });
  }

  problem(message: string, _index?: number, field?: string): DataProblem {
    const { path } = this.#table;
    return { path, row: this.position, ...(field === undefined ? {} : { field }), message };
  }
}

const isMissing = (value: unknown): value is null | undefined => value === null || value === undefined;

function cellOf(value: unknown, column: Column, type: FieldType): Cell | undefined {
  if (isMissing(value)) return column.isRequired ? undefined : null;
  const plain = plainOf(value, type);
  return plain === undefined ? undefined : column.take(plain);
}

/** The number or text that a value stands for; undefined where it is of another type than the field. */
function plainOf(value: unknown, type: FieldType): number | string | undefined {
  switch (type) {
    case "string":
      return typeof value === "string" ? value : undefined;
    case "boolean":
      return typeof value === "boolean" ? String(value) : undefined;
    case "date":
      return typeof value === "string" || value instanceof Date ? textOf(value) : undefined;
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

/** As a cell of a CSV file would have it; a time at midnight is a date. */
function textOf(value: unknown): string {
  if (isMissing(value)) return "";
  if (value instanceof Date && !Number.isNaN(value.getTime()))
    return value.toISOString().replace("T00:00:00.000Z", "");
  if (typeof value === "object") return JSON.stringify(value);
  const plain = value as string | number | bigint | boolean;
  return String(plain);
}
