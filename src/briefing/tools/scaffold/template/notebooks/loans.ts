/** A row of data/loans.csv. */
interface Loans {
  readonly year: number;
  readonly kind: string;
  readonly loans: number;
}

/**
 * The loans of a kind in each year, in ascending order. Put code that several cells or chapters need in a module such
 * as this one, where tests can reach it.
 *
 * @throws if a year has no row of that kind, or if there are fewer than two years
 */
export function byYear(rows: readonly Loans[], kind: string): readonly { year: number; loans: number }[] {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  if (years.length < 2) throw new Error("data/loans.csv has fewer than two of the years asked for");
  return years.map((year) => {
    const found = rows.find((row) => row.kind === kind && row.year === year);
    if (found === undefined) throw new Error(`data/loans.csv has no loans of kind "${kind}" in ${year}`);
    return { year, loans: found.loans };
  });
}
