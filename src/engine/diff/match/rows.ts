import { byMark, pairByMarks, type Pairing } from "./pairing.js";
import { own } from "../../../lib/own.js";

/** A row of a table without schema: column → value, read only. */
export type PlainRow = Readonly<Record<string, string | number | boolean | null>>;

/** Rows of two states of one table, together where their keys are the same. */
export function pairRows<Row>(
  before: readonly Row[],
  after: readonly Row[],
  key: readonly string[],
  plain: (row: Row) => PlainRow,
): Pairing<Row> {
  return pairByMarks(before, after, [byMark((row) => rowMark(plain(row), key))]);
}

/**
 * The columns by which the rows of two states of one table are recognised: as few as tell the rows of either side
 * apart. Words come before numbers, and numbers that both sides share (years) before those that differ (counts).
 * `preferred` are tried first. Where no columns tell all rows apart, all words (or everything) stand for the key.
 */
export function keyColumns(
  before: readonly PlainRow[],
  after: readonly PlainRow[],
  columns: readonly string[],
  preferred: readonly string[] = [],
): readonly string[] {
  const isWords = (column: string) =>
    [...before, ...after].some((row) => typeof own(row, column) === "string");
  const others = columns.filter((column) => !preferred.includes(column));
  const shares = new Map(
    others
      .filter((column) => !isWords(column))
      .map((column) => [column, sharedShare(column, before, after)] as const),
  );
  const order = [
    ...preferred.filter((column) => columns.includes(column)),
    ...others.filter(isWords),
    ...[...shares].sort(([, one], [, two]) => two - one).map(([column]) => column),
  ];
  const count = order.findIndex((_, index) => isKey(before, after, order.slice(0, index + 1))) + 1;
  if (count === 0) {
    const words = columns.filter(isWords);
    return words.length > 0 ? words : columns;
  }
  // What the key can do without is dropped, from the right.
  const key = order.slice(0, count);
  return key.reduceRight((kept, column) => {
    const fewer = kept.filter((each) => each !== column);
    return fewer.length > 0 && !preferred.includes(column) && isKey(before, after, fewer) ? fewer : kept;
  }, key);
}

/** How much the two sides have of the values of a column in common: 0–1. */
function sharedShare(column: string, before: readonly PlainRow[], after: readonly PlainRow[]): number {
  const [one, two] = [valuesOf(column, before), valuesOf(column, after)];
  return [...one].filter((value) => two.has(value)).length / Math.max(1, one.size, two.size);
}

const valuesOf = (column: string, rows: readonly PlainRow[]) => new Set(rows.map((row) => own(row, column)));

/** Words, or whole numbers that one side has all of the other: years, not measurements. */
export function namesRows(column: string, before: readonly PlainRow[], after: readonly PlainRow[]): boolean {
  const [one, two] = [valuesOf(column, before), valuesOf(column, after)];
  if ([...one, ...two].some((value) => typeof value === "string")) return true;
  if ([...one, ...two].some((value) => !Number.isInteger(value))) return false;
  const [few, many] = one.size <= two.size ? [one, two] : [two, one];
  return [...few].every((value) => many.has(value));
}

/** Whether some columns tell all rows of either side apart. */
export function isKey(
  before: readonly PlainRow[],
  after: readonly PlainRow[],
  columns: readonly string[],
): boolean {
  return [before, after].every(
    (rows) => new Set(rows.map((row) => rowMark(row, columns))).size === rows.length,
  );
}

function rowMark(row: PlainRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => own(row, column) ?? null));
}

interface SharedColumns {
  /** In an order that does not depend on which side comes first. */
  readonly shared: readonly string[];
  readonly columnsAdded: readonly string[];
  readonly columnsRemoved: readonly string[];
}

export function compareColumns(before: readonly string[], after: readonly string[]): SharedColumns {
  const orders = [
    before.filter((column) => after.includes(column)),
    after.filter((column) => before.includes(column)),
  ];
  const [shared = []] = orders.sort((one, two) => (one.join("\n") <= two.join("\n") ? -1 : 1));
  return {
    shared,
    columnsAdded: after.filter((column) => !shared.includes(column)),
    columnsRemoved: before.filter((column) => !shared.includes(column)),
  };
}
