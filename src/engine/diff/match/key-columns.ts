/** Rows of a table without schema: column → value, read only. */
import { own } from "../../../lib/own.js";

export type PlainRow = Readonly<Record<string, string | number | boolean | null>>;

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
  const isKey = (key: readonly string[]) => isUnique(before, key) && isUnique(after, key);
  const others = columns.filter((column) => !preferred.includes(column));
  const order = [
    ...preferred.filter((column) => columns.includes(column)),
    ...others.filter(isWords),
    ...byOverlap(
      others.filter((column) => !isWords(column)),
      before,
      after,
    ),
  ];
  const count = order.findIndex((_, index) => isKey(order.slice(0, index + 1))) + 1;
  if (count === 0) {
    const words = columns.filter(isWords);
    return words.length > 0 ? words : columns;
  }
  // What the key can do without is dropped, from the right.
  return order.slice(0, count).reduceRight(
    (kept, column) => {
      const fewer = kept.filter((each) => each !== column);
      return fewer.length > 0 && !preferred.includes(column) && isKey(fewer) ? fewer : kept;
    },
    order.slice(0, count),
  );
}

/** Numbers of which the two sides share most come first; of equals the first column. */
function byOverlap(
  columns: readonly string[],
  before: readonly PlainRow[],
  after: readonly PlainRow[],
): readonly string[] {
  const overlap = (column: string) => {
    const [earlier, later] = [before, after].map((rows) => new Set(rows.map((row) => own(row, column))));
    const shared = [...(earlier ?? [])].filter((value) => later?.has(value)).length;
    return shared / Math.max(1, earlier?.size ?? 0, later?.size ?? 0);
  };
  const shares = new Map(columns.map((column) => [column, overlap(column)]));
  return [...columns].sort((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0));
}

/** Words, or whole numbers that one side has all of the other: years, not measurements. */
export function namesRows(column: string, before: readonly PlainRow[], after: readonly PlainRow[]): boolean {
  const values = (rows: readonly PlainRow[]) => new Set(rows.map((row) => own(row, column)));
  const [one, two] = [values(before), values(after)];
  if ([...one, ...two].some((value) => typeof value === "string")) return true;
  if ([...one, ...two].some((value) => !Number.isInteger(value))) return false;
  const [few, many] = one.size <= two.size ? [one, two] : [two, one];
  return [...few].every((value) => many.has(value));
}

/** Whether the columns tell all rows apart. */
export function isUnique(rows: readonly PlainRow[], columns: readonly string[]): boolean {
  return new Set(rows.map((row) => rowMark(row, columns))).size === rows.length;
}

export function rowMark(row: PlainRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => own(row, column) ?? null));
}

/** Columns of both sides, in an order that does not depend on which side comes first. */
export function sharedColumns(before: readonly string[], after: readonly string[]): readonly string[] {
  const [one, two] = [
    before.filter((column) => after.includes(column)),
    after.filter((column) => before.includes(column)),
  ];
  return one.join("\n") <= two.join("\n") ? one : two;
}
