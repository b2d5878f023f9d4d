/** Aligns rows of cells in columns: the named ones left, others right, as for numbers. */
export function inColumns(
  rows: readonly (readonly string[])[],
  fromLeft: readonly number[] = [],
): readonly string[] {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const padded = (cell: string, at: number): string =>
    fromLeft.includes(at) ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0);
  return rows.map((row) => row.map(padded).join("  ").trimEnd());
}
