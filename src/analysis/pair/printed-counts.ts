/** The count of a year, whichever edition has it. */
import type { PairContext } from "./context.js";
import type { PairYearCounts } from "./joint-counts.js";
import { newestRows } from "./editions.js";

/** The count of a year in the newest edition of a source that has it; null where none has. */
export function newestCount(
  about: Pick<PairContext, "counts" | "rows">,
  source: string,
  year: number,
): PairYearCounts | null {
  const rows = about.counts.filter((row) => row.source === source && row.year === year);
  return newestRows(rows, about.rows("editions"))[0] ?? null;
}
