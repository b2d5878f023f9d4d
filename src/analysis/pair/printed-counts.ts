import type { EstimatesRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import type { PairYearCounts } from "./joint-counts.js";
import { newestRows } from "./editions.js";

/** A count of joint papers that somebody else printed, beside those of the sources. */
export interface PrintedCount {
  readonly publisher: string;
  readonly year: number;
  /** As printed, rounded by whoever printed it. */
  readonly papers: number;
  readonly note: string;
  readonly citation: string;
  /** The newest count that a source has of the year, which may be an early one; null where it has none. */
  in(source: string): PairYearCounts | null;
}

type Facts = Pick<PairContext, "one" | "two" | "counts" | "rows">;

/** Counts of the joint papers of the two with something to cite, by publisher and year. */
export function printedCounts(about: Facts): readonly PrintedCount[] {
  return primaryRows(about)
    .filter((row) => row.measure === "joint papers" && row.statistic === "count")
    .map((row) => ({
      publisher: row.publisher,
      year: row.from,
      papers: row.lower,
      note: row.note ?? "",
      citation: row.citation ?? "",
      in: (source: string) => newestCount(about, source, row.from),
    }))
    .sort((a, b) => (a.publisher === b.publisher ? a.year - b.year : a.publisher < b.publisher ? -1 : 1));
}

function primaryRows(about: Pick<Facts, "one" | "two" | "rows">): readonly EstimatesRow[] {
  return about
    .rows("estimates", { standing: "primary" })
    .filter(
      ({ reporter, partner }) =>
        partner !== null && samePair([reporter, partner], [about.one.code, about.two.code]),
    );
}

/** The count of a year in the newest edition of a source that has it; null where none has. */
export function newestCount(
  about: Pick<PairContext, "counts" | "rows">,
  source: string,
  year: number,
): PairYearCounts | null {
  const rows = about.counts.filter((row) => row.source === source && row.year === year);
  return newestRows(rows, about.rows("editions"))[0] ?? null;
}
