import { AnalysisError } from "../indicators/errors.js";
import { type LinkTable, positions } from "../indicators/links.js";
import { fittedFactors } from "../indicators/quasi-independence.js";
import type { SeriesChoice, Territory, VerdictRule } from "./rule.js";

/** Whether late entries of a year had arrived when it was counted. */
export type YearStatus = "complete" | "incomplete";

/** A year is complete if it was counted so many months after its end. */
export function statusOf(
  { months }: { readonly months: number },
  { completeAfterMonths }: Pick<VerdictRule, "completeAfterMonths">,
): YearStatus {
  return months >= completeAfterMonths ? "complete" : "incomplete";
}

/** Joint papers of a pair in one year, and how many the sizes of the two would give. */
export interface YearOfPair {
  readonly year: number;
  /** Months between the end of the year and the month in which it was counted. */
  readonly months: number;
  /** Joint papers, or links: whole counts. */
  readonly joint: number;
  /**
   * Joint papers that the sizes give, up to a constant. With a `factor` the joint papers are so many times as many, and
   * the works of both and of the world change by the same papers. Null where a size is zero or the fit has no answer.
   */
  expected(factor?: number): number | null;
}

/** A series of the rule for one pair: one edition of one source, one measure. */
export interface PairSeries {
  readonly choice: SeriesChoice;
  /** Null for papers, where the source does not say how it counts Hong Kong and Macau. */
  readonly territory: Territory | null;
  readonly edition: string;
  /** Sorted, no year twice. */
  readonly years: readonly YearOfPair[];
}

/** Counts of papers: joint, of both, and all international papers of the world. */
export interface PaperCounts {
  readonly year: number;
  readonly months: number;
  readonly joint: number;
  readonly x: number;
  readonly y: number;
  readonly world: number;
}

/** Observed over expected papers: n_x·n_y/T are expected. */
export function yearOfPapers({ year, months, joint, x, y, world }: PaperCounts): YearOfPair {
  if (!(joint >= 0 && joint <= Math.min(x, y) && Math.max(x, y) <= world))
    throw new AnalysisError(
      `verdict: ${year} has ${joint} joint papers of ${x} and ${y} papers, of ${world} in the world`,
      {
        hint: "Joint papers are part of those of each, and these of the world's: one of the counts is wrong.",
      },
    );
  const expected = (factor = 1): number | null => {
    const more = (factor - 1) * joint;
    const [ofX, ofY, all] = [x + more, y + more, world + more];
    return ofX <= 0 || ofY <= 0 || all <= 0 ? null : (ofX * ofY) / all;
  };
  return { year, months, joint, expected };
}

/** Observed over expected links of a table of all pairs: by their products, or by quasi-independence. */
export function yearOfLinks(
  { year, months }: { readonly year: number; readonly months: number },
  table: LinkTable,
  [x, y]: readonly [string, string],
  measure: "quasi-independence" | "observed over expected",
): YearOfPair {
  const [i, j] = positions(table.economies, x, y, "verdict");
  const joint = table.links[i]?.[j] ?? 0;
  const fit = (factor: number): number | null => {
    const more = (factor - 1) * joint;
    const strengths = table.strengths.map((strength, k) => (k === i || k === j ? strength + more : strength));
    const [ofX, ofY, all] = [strengths[i] ?? 0, strengths[j] ?? 0, table.total + more];
    if (ofX <= 0 || ofY <= 0 || all <= 0) return null;
    if (measure === "observed over expected") return (ofX * ofY) / all;
    const { factors } = fittedFactors(strengths);
    return factors === null ? null : (factors[i] ?? 0) * (factors[j] ?? 0);
  };
  // Every baseline asks for the same fit.
  const known = new Map<number, number | null>();
  const expected = (factor = 1): number | null => {
    const found = known.get(factor);
    if (found !== undefined) return found;
    const made = fit(factor);
    known.set(factor, made);
    return made;
  };
  return { year, months, joint, expected };
}

/** A year in which one of the two has no links with anyone: no joint papers, and no size to expect any of. */
export function yearWithoutLinks({ year, months }: Pick<YearOfPair, "year" | "months">): YearOfPair {
  return { year, months, joint: 0, expected: () => null };
}

/** Propensity: joint papers over those expected; null where nothing is expected. */
export function propensityIn(year: YearOfPair, factor = 1): number | null {
  const expected = year.expected(factor);
  return expected === null ? null : (factor * year.joint) / expected;
}
