/** A table as `load` reads it: its problems, and missing values, minimum, maximum and examples of each column. */
import { type DataProblem, ProblemList } from "../../authoring/load/errors.js";
import { KeyPositions } from "../../authoring/load/keys.js";
import { keyCells, sameKey, type OnRecord, type TableRecord } from "../../authoring/load/record.js";
import type { Cell, FieldType, ForeignKey, Resource } from "../../authoring/load/schema.js";
import type { TableFile } from "../../authoring/load/table-file.js";
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

export type TableFacts = Awaited<ReturnType<typeof readFacts>>;

const described = 20;
const mostExamples = 3;

/**
 * The first violations of the schema by their causes, the number of the others, and the facts of each column.
 *
 * @param onRecord called with every record
 */
export async function readFacts(table: TableFile, resource: Resource, onRecord: OnRecord = () => undefined) {
  const columns = resource.fields.map(({ name, type }): Draft => ({
    name,
    type,
    missing: 0,
    least: null,
    greatest: null,
    examples: [],
  }));
  // Repeated keys are not violations of the types.
  const withoutKey = { ...resource, primaryKey: [] };
  const checked = await checkRecords(table, withoutKey, described, [], (record) => {
    for (const [index, column] of columns.entries()) count(column, record.cell(index));
    onRecord(record);
  });
  return { ...checked, columns: columns.map(factsOf) };
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
  name,
  type,
  missing,
  ...(least !== null && { least, greatest }),
  examples,
});

export interface Reference {
  readonly key: ForeignKey;
  /** The keys of the referenced table; undefined if it cannot be read. */
  readonly known: KeyPositions | undefined;
}

/**
 * Checks the records of a table in file order. Throws a DataError if the file cannot be read.
 *
 * @param limit maximum number of causes described; problems of others are counted in `omitted`
 * @param onRecord called with every record
 */
export async function checkRecords(
  table: TableFile,
  resource: Resource,
  limit: number,
  references: readonly Reference[] = [],
  onRecord: OnRecord = () => undefined,
) {
  const list = new ProblemList(limit);
  let rows = 0;
  const single = resource.fields.filter(({ constraints }) => constraints.unique === true);
  const unique = [resource.primaryKey, ...single.map(({ name }) => [name])]
    .filter((fields) => fields.length > 0)
    .map((fields) => ({ fields, seen: new KeyPositions() }));
  const { headerProblems, facts } = await streamRecords(table, resource, (record) => {
    rows++;
    record.problems.forEach(list.add);
    for (const { fields, seen } of unique) {
      const key = keyCells(record.row, fields);
      const first = key && seen.add(key, record.position);
      if (first !== undefined) list.add(record.problem(sameKey(fields, record.unit, first)));
    }
    for (const reference of references) brokenReference(record, reference, resource).forEach(list.add);
    onRecord(record);
  });
  headerProblems.forEach(list.add);
  return { rows, file: facts, problems: list.problems, omitted: list.omitted };
}

function brokenReference(
  record: TableRecord,
  { key, known }: Reference,
  { fields }: Resource,
): readonly DataProblem[] {
  const { row } = record;
  const value = keyCells(row, key.fields);
  if (value === undefined || known === undefined || known.has(value.map(String))) return [];
  const index = fields.findIndex(({ name }) => name === key.fields[0]);
  const shown = key.fields.map((field) => JSON.stringify(own(row, field))).join(", ");
  const cause = `not in ${key.referenced.join(", ")} of the table ${key.resource}`;
  return [record.problem({ message: `${shown} is ${cause}`, cause }, index, key.fields.join(", "))];
}
