/** Rows of a table without schema: column → value, read only. */
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
  const isWords = (column: string) => [...before, ...after].some((row) => typeof row[column] === "string");
  const numbers = columns.filter((column) => !isWords(column));
  const order = [
    ...preferred.filter((column) => columns.includes(column)),
    ...columns.filter((column) => !preferred.includes(column) && isWords(column)),
    ...byOverlap(
      numbers.filter((column) => !preferred.includes(column)),
      before,
      after,
    ),
  ];
  const chosen: string[] = [];
  for (const column of order) {
    chosen.push(column);
    if (isUnique(before, chosen) && isUnique(after, chosen))
      return withoutSpare(chosen, preferred, before, after);
  }
  const words = columns.filter(isWords);
  return words.length > 0 ? words : columns;
}

/** Drops what the key can do without, from the right. */
function withoutSpare(
  chosen: readonly string[],
  preferred: readonly string[],
  before: readonly PlainRow[],
  after: readonly PlainRow[],
): readonly string[] {
  let kept = chosen;
  for (const column of [...chosen].reverse()) {
    const fewer = kept.filter((each) => each !== column);
    if (fewer.length === 0 || preferred.includes(column)) continue;
    if (isUnique(before, fewer) && isUnique(after, fewer)) kept = fewer;
  }
  return kept;
}

function byOverlap(
  columns: readonly string[],
  before: readonly PlainRow[],
  after: readonly PlainRow[],
): readonly string[] {
  const overlap = (column: string) => {
    const earlier = new Set(before.map((row) => row[column]));
    const later = new Set(after.map((row) => row[column]));
    const shared = [...earlier].filter((value) => later.has(value)).length;
    return shared / Math.max(1, earlier.size, later.size);
  };
  const shares = new Map(columns.map((column) => [column, overlap(column)]));
  // Stable: of equals the first column comes first.
  return [...columns].sort((a, b) => (shares.get(b) ?? 0) - (shares.get(a) ?? 0));
}

/** Words, or whole numbers that one side has all of the other: years, not measurements. */
export function namesRows(column: string, before: readonly PlainRow[], after: readonly PlainRow[]): boolean {
  const values = (rows: readonly PlainRow[]) => new Set(rows.map((row) => row[column]));
  const [one, two] = [values(before), values(after)];
  if ([...one, ...two].some((value) => typeof value === "string")) return true;
  if ([...one, ...two].some((value) => !Number.isInteger(value))) return false;
  const [few, many] = one.size <= two.size ? [one, two] : [two, one];
  return [...few].every((value) => many.has(value));
}

function isUnique(rows: readonly PlainRow[], columns: readonly string[]): boolean {
  return new Set(rows.map((row) => rowMark(row, columns))).size === rows.length;
}

export function rowMark(row: PlainRow, columns: readonly string[]): string {
  return JSON.stringify(columns.map((column) => row[column] ?? null));
}

/** Columns of both sides, in an order that does not depend on which side comes first. */
export function sharedColumns(before: readonly string[], after: readonly string[]): readonly string[] {
  const [one, two] = [
    before.filter((column) => after.includes(column)),
    after.filter((column) => before.includes(column)),
  ];
  return one.join("\n") <= two.join("\n") ? one : two;
}
