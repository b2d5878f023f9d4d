/** Contents of a table as `load` reads it: missing values, minimum, maximum and examples for each column. */
import type { DataProblem } from "../../authoring/load/errors.js";
import type { OnRecord, TableRecord } from "../../authoring/load/record.js";
import type { Cell, FieldType, Resource } from "../../authoring/load/schema.js";
import type { FileFacts, TableFile } from "../../authoring/load/table-file.js";
import { streamRecords } from "../../authoring/load/table-reader.js";
import { own } from "../../lib/own.js";
import { TableChecker } from "./table-checker.js";

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
  const columns = resource.fields.map(({ name, type }): Draft => ({
    ...{ name, type, missing: 0, least: null, greatest: null },
    examples: [],
  }));
  // Repeated keys are not violations of the types.
  const checker = new TableChecker({ ...resource, primaryKey: [] }, [], described);
  const take = (record: TableRecord): void => {
    checker.take(record);
    for (const column of columns) count(column, own(record.row, column.name));
    onRecord(record);
  };
  const { headerProblems, facts } = await streamRecords(table, resource, take);
  headerProblems.forEach(checker.report);
  const { rows, problems, total } = checker;
  return { rows, file: facts, columns: columns.map(factsOf), problems, wrong: total };
}

interface Draft {
  readonly name: string;
  readonly type: FieldType;
  readonly examples: Cell[];
  missing: number;
  least: Cell;
  greatest: Cell;
}

function count(column: Draft, cell: Cell | undefined): void {
  const { type, examples, least, greatest } = column;
  if (cell === undefined) return;
  if (cell === null) {
    column.missing++;
    return;
  }
  if (type !== "string" && type !== "boolean") {
    if (least === null || cell < least) column.least = cell;
    if (greatest === null || cell > greatest) column.greatest = cell;
  }
  if (examples.length < mostExamples && !examples.includes(cell)) examples.push(cell);
}

const factsOf = ({ name, type, missing, least, greatest, examples }: Draft): ColumnFacts => ({
  ...{ name, type, missing },
  ...(least !== null && { least, greatest }),
  examples,
});
