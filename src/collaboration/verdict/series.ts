import { AnalysisError } from "briefing/analysis";
import { linksBetween, type LinkTable, positions } from "../indicators/links.js";
import { sum } from "../indicators/statistics.js";
import { fittedFactors } from "../indicators/quasi-independence.js";
import type { PanelYear } from "./panel.js";
import type { LinkMeasure, SeriesChoice, Territory, VerdictRule } from "./rule.js";
import type { PaperSizes } from "./works-rule.js";

/** Whether late entries of a year had arrived when it was counted. */
export type YearStatus = "complete" | "incomplete";

/** A year is complete if it was counted at least this many months after its end. */
export function statusOf(
  { months }: { readonly months: number },
  { completeAfterMonths }: Pick<VerdictRule, "completeAfterMonths">,
): YearStatus {
  return months >= completeAfterMonths ? "complete" : "incomplete";
}

/** Joint papers of a pair in one year, and the sizes of the two. */
export interface YearOfPair {
  readonly year: number;
  /** Months from the end of the year to the month of the count. */
  readonly months: number;
  /** Joint papers, or links: whole counts. */
  readonly joint: number;
  readonly sizes: Sizes;
}

/** The sizes of the two. */
type Sizes =
  /** International papers of both, and of the world. */
  | { readonly counted: "papers"; readonly x: number; readonly y: number; readonly world: number }
  /** Links of every economy, and the indices of the two. */
  | {
      readonly counted: "links";
      readonly measure: LinkMeasure;
      readonly strengths: readonly number[];
      readonly places: readonly [number, number];
    }
  /** One of the two has no links with anyone: no joint papers, and no size from which to expect any. */
  | { readonly counted: "nothing" };

/** A series of the rule for one pair: one edition of one source, one measure. */
export interface PairSeries {
  readonly choice: SeriesChoice;
  /** Null for papers if the source does not document how it counts Hong Kong and Macau. */
  readonly territory: Territory | null;
  readonly edition: string;
  /** Sorted, without duplicate years. */
  readonly years: readonly YearOfPair[];
}

/** Counts of papers: joint, of both, and all international papers of the world. */
export interface PaperCounts extends PaperSizes {
  readonly year: number;
  readonly months: number;
}

/** Observed over expected papers; n_x·n_y/T are expected. */
export function yearOfPapers({ year, months, joint, x, y, world }: PaperCounts): YearOfPair {
  if (!(joint >= 0 && joint <= Math.min(x, y) && Math.max(x, y) <= world))
    throw new AnalysisError(
      `verdict: ${year} has ${joint} joint papers of ${x} and ${y} papers, of ${world} in the world`,
      {
        hint: "Joint papers are part of those of each, and these of the world's: one of the counts is wrong.",
      },
    );
  return { year, months, joint, sizes: { counted: "papers", x, y, world } };
}

/** Links of every economy in a year, and those between two of them. */
export interface YearOfLinks extends Pick<LinkTable, "economies" | "strengths"> {
  readonly year: number;
  readonly months: number;
  readonly between: (x: string, y: string) => number;
}

/** As counted by a panel. */
export function linksOf({ year, months, table }: Omit<PanelYear, "fitted">): YearOfLinks {
  const { economies, strengths } = table;
  return { year, months, economies, strengths, between: (x, y) => linksBetween(table, x, y) };
}

/** Links of a pair in a year, from a table of all pairs. */
export function yearOfLinks(
  { year, months, economies, strengths, between }: YearOfLinks,
  [x, y]: readonly [string, string],
  measure: LinkMeasure,
): YearOfPair {
  const places = positions(economies, x, y, "verdict");
  return { year, months, joint: between(x, y), sizes: { counted: "links", measure, strengths, places } };
}

/** Cached, because every baseline needs the same fits. */
const known = new WeakMap<YearOfPair, Map<number, number | null>>();

/**
 * Joint papers expected from the sizes, up to a constant. A `factor` multiplies the joint papers, and the works of both
 * and of the world change by the same number.
 *
 * Formula: n_x·n_y/T; for quasi-independence a_x·a_y (`fittedFactors`).
 * Undefined: null if a size is zero or the fit did not converge.
 */
export function expectedIn(point: YearOfPair, factor = 1): number | null {
  const found = known.get(point) ?? new Map<number, number | null>();
  known.set(point, found);
  const before = found.get(factor);
  if (before !== undefined) return before;
  const made = expected(point, (factor - 1) * point.joint);
  found.set(factor, made);
  return made;
}

function expected({ sizes }: YearOfPair, more: number): number | null {
  if (sizes.counted === "nothing") return null;
  if (sizes.counted === "papers") return product(sizes.x + more, sizes.y + more, sizes.world + more);
  const [i, j] = sizes.places;
  const strengths = sizes.strengths.map((strength, k) => (k === i || k === j ? strength + more : strength));
  const ofX = strengths[i] ?? 0;
  const ofY = strengths[j] ?? 0;
  const all = sum(sizes.strengths) / 2 + more;
  if (sizes.measure === "observed over expected" || ofX <= 0 || ofY <= 0) return product(ofX, ofY, all);
  const factors = fittedFactors(strengths);
  return factors === null ? null : (factors[i] ?? 0) * (factors[j] ?? 0);
}

function product(ofX: number, ofY: number, all: number): number | null {
  return ofX <= 0 || ofY <= 0 || all <= 0 ? null : (ofX * ofY) / all;
}

/** Propensity: observed over expected joint papers; null if nothing is expected. */
export function propensityIn(point: YearOfPair, factor = 1): number | null {
  const expected = expectedIn(point, factor);
  return expected === null ? null : (factor * point.joint) / expected;
}
