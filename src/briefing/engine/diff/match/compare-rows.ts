import { own } from "../../../lib/own.js";
import type { Sides } from "../briefing.js";
import { pairByMarks, statesOf, type States } from "./pairing.js";

/** A row of a table without schema: column → value, read-only. */
export type PlainRow = Readonly<Record<string, string | number | boolean | null>>;
export type PlainRows = Sides<readonly PlainRow[]>;
export type Columns = readonly string[];

/** A row with its cells by column, and other data that its table keeps about it, such as a line number. */
interface Row {
  readonly cells: Readonly<Record<string, unknown>>;
}
type CellOf<R extends Row> = R["cells"][keyof R["cells"]] | undefined;

interface RowRules<Cell, Difference> {
  /** Columns that identify rows, and those whose cells are compared. */
  readonly key: Columns;
  readonly columns: Columns;
  /** How a cell of the key is compared; by default, as it is. */
  readonly keyValue?: (cell: Cell) => unknown;
  /** The difference between two cells; undefined if they are equal, or nearly so. */
  readonly differenceOf: (before: Cell, after: Cell, column: string) => Difference | undefined;
}

export interface RowStates<R extends Row, Difference> extends States<R> {
  readonly cells: readonly {
    readonly column: string;
    readonly before: CellOf<R>;
    readonly after: CellOf<R>;
    readonly difference: Difference;
  }[];
}

/** Two states of one table, matched by the keys of their rows; rows with equal keys are matched in order. */
export function compareRows<R extends Row, Difference>(
  before: readonly R[],
  after: readonly R[],
  { key, columns, keyValue = (cell) => cell, differenceOf }: RowRules<CellOf<R>, Difference>,
): readonly RowStates<R, Difference>[] {
  const cellOf = ({ cells }: R, column: string) => own(cells, column) as CellOf<R>;
  const markOf = (row: R) => JSON.stringify(key.map((column) => keyValue(cellOf(row, column)) ?? null));
  return statesOf(pairByMarks({ before, after }, [markOf])).map((states) => ({
    ...states,
    cells: columns.flatMap((column) => {
      if (states.before === undefined || states.after === undefined) return [];
      const one = cellOf(states.before, column);
      const two = cellOf(states.after, column);
      const difference = differenceOf(one, two, column);
      return difference === undefined ? [] : [{ column, before: one, after: two, difference }];
    }),
  }));
}

/** The difference of two cells of which nothing is known except that they are not equal. */
export const unequal = (before: unknown, after: unknown): true | undefined =>
  before === after ? undefined : true;

/**
 * The columns that identify the rows of two states of one table: as few as distinguish the rows of either side. Words
 * come before numbers, and numbers that both sides share (years) before those that differ (counts). `preferred` columns
 * are tried first. If no columns distinguish all rows, the key consists of all text columns, or of everything.
 */
export function keyColumns(rows: PlainRows, columns: Columns, preferred: Columns = []): Columns {
  const isWords = (column: string) =>
    [...rows.before, ...rows.after].some((row) => typeof own(row, column) === "string");
  const others = columns.filter((column) => !preferred.includes(column));
  const numbers = others.filter((column) => !isWords(column));
  const shares = numbers.map((column) => [column, sharedShare(column, rows)] as const);
  const order = [
    ...preferred.filter((column) => columns.includes(column)),
    ...others.filter(isWords),
    ...shares.sort(([, one], [, two]) => two - one).map(([column]) => column),
  ];
  const count = order.findIndex((_, index) => isKey(rows, order.slice(0, index + 1))) + 1;
  if (count === 0) {
    const words = columns.filter(isWords);
    return words.length > 0 ? words : columns;
  }
  // Drops columns that the key does not need, from the right.
  const key = order.slice(0, count);
  return key.reduceRight((kept, column) => {
    const fewer = kept.filter((each) => each !== column);
    return fewer.length > 0 && !preferred.includes(column) && isKey(rows, fewer) ? fewer : kept;
  }, key);
}

/** The share of a column's values that both sides have in common: 0–1. */
function sharedShare(column: string, rows: PlainRows): number {
  const [one, two] = valuesOf(column, rows);
  return [...one].filter((value) => two.has(value)).length / Math.max(1, one.size, two.size);
}

function valuesOf(column: string, { before, after }: PlainRows) {
  const values = (rows: PlainRows["before"]) => new Set(rows.map((row) => own(row, column)));
  return [values(before), values(after)] as const;
}

/** Words, or whole numbers of one side that all occur on the other: years, not measurements. */
export function namesRows(column: string, rows: PlainRows): boolean {
  const [one, two] = valuesOf(column, rows);
  if ([...one, ...two].some((value) => typeof value === "string")) return true;
  if ([...one, ...two].some((value) => !Number.isInteger(value))) return false;
  const [few, many] = one.size <= two.size ? [one, two] : [two, one];
  return [...few].every((value) => many.has(value));
}

/** Whether some columns distinguish all rows of either side. */
export function isKey({ before, after }: PlainRows, columns: Columns): boolean {
  const markOf = (row: PlainRow) => JSON.stringify(columns.map((column) => own(row, column) ?? null));
  return [before, after].every((rows) => new Set(rows.map(markOf)).size === rows.length);
}

export function compareColumns(before: Columns, after: Columns) {
  return {
    shared: before.filter((column) => after.includes(column)),
    columnsAdded: after.filter((column) => !before.includes(column)),
    columnsRemoved: before.filter((column) => !after.includes(column)),
  };
}
