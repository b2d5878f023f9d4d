/** The rows, with the matching ones changed. */
export const changed = <Row extends object>(
  rows: readonly Row[],
  matches: (row: Row) => boolean,
  change: (row: Row) => Partial<Row>,
): readonly Row[] => rows.map((row) => (matches(row) ? { ...row, ...change(row) } : row));
