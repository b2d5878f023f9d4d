/** Contents of a table as `load` reads it: missing values, minimum, maximum and examples for each column. */
import type { DataProblem } from "../../authoring/load/errors.js";
import type { OnRecord, TableRecord } from "../../authoring/load/record.js";
import type { Cell, FieldType, Resource } from "../../authoring/load/schema.js";
import type { FileFacts, TableFile } from "../../authoring/load/table-file.js";
import { streamRecords } from "../../authoring/load/table-reader.js";
import { own } from "../../lib/own.js";

export interface ColumnFacts {
  readonly name: string;
  readonly type: FieldType;
  readonly missing: number;
  /** Of numbers, years and dates. */
  readonly least?: Cell;
  readonly greatest?: Cell;
  /** The first distinct values. */
  readonly examples: readonly Cell[];
}

export interface TableFacts {
  readonly rows: number;
  readonly file: FileFacts;
  readonly columns: readonly ColumnFacts[];
  /** Violations of the schema: the first ones, and their number. */
  readonly problems: readonly DataProblem[];
  readonly wrong: number;
}

const described = 20;
const mostExamples = 3;

/** @param onRecord called with every record */
export async function readFacts(
  table: TableFile,
  resource: Resource,
  onRecord: OnRecord = () => undefined,
): Promise<TableFacts> {
  const columns = resource.fields.map(({ name, type }) => new ColumnReader(name, type));
  const problems: DataProblem[] = [];
  let rows = 0;
  let wrong = 0;
  const report = (problem: DataProblem): void => {
    wrong++;
    if (problems.length < described) problems.push(problem);
  };
  const take = (record: TableRecord): void => {
    rows++;
    record.problems.forEach(report);
    for (const column of columns) column.add(own(record.row, column.name));
    onRecord(record);
  };
  const { headerProblems, facts } = await streamRecords(table, resource, take);
  headerProblems.forEach(report);
  return { rows, file: facts, columns: columns.map((column) => column.facts), problems, wrong };
}

class ColumnReader {
  readonly name: string;
  readonly #type: FieldType;
  readonly #hasRange: boolean;
  readonly #examples: Cell[] = [];
  #missing = 0;
  #least: Cell = null;
  #greatest: Cell = null;

  constructor(name: string, type: FieldType) {
    this.name = name;
    this.#type = type;
    this.#hasRange = type !== "string" && type !== "boolean";
  }

  add(cell: Cell | undefined): void {
    if (cell === undefined) return;
    if (cell === null) {
      this.#missing++;
      return;
    }
    if (this.#hasRange) {
      if (this.#least === null || cell < this.#least) this.#least = cell;
      if (this.#greatest === null || cell > this.#greatest) this.#greatest = cell;
    }
    if (this.#examples.length < mostExamples && !this.#examples.includes(cell)) this.#examples.push(cell);
  }

  get facts(): ColumnFacts {
    return {
      name: this.name,
      type: this.#type,
      missing: this.#missing,
      ...(this.#least !== null && { least: this.#least, greatest: this.#greatest }),
      examples: this.#examples,
    };
  }
}
