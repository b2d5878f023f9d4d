/** Finds the row of a table with given values in some columns; undefined if it has none, the last if it has several. */
export function lookup<Row, Column extends keyof Row>(
  rows: readonly Row[],
  columns: readonly Column[],
): (key: Pick<Row, Column>) => Row | undefined {
  const textOf = (key: Pick<Row, Column>) => JSON.stringify(columns.map((column) => key[column]));
  const found = new Map(rows.map((row) => [textOf(row), row]));
  return (key) => found.get(textOf(key));
}
