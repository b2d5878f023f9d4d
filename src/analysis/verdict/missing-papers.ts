import type { Interval } from "../../model/measure.js";
import { solveIncreasing } from "../indicators/numeric/optimise.js";
import { type Specification, yearOf } from "./specifications.js";

/** Joint papers of a year that the propensity of the baseline would give beyond those that there are. */
export interface MissingPapers {
  readonly year: number;
  readonly source: string;
  /** Over the baselines of the rule, with each country's total of international papers as it was; negative: more than expected. */
  readonly least: number;
  readonly most: number;
  /** The same two as parts of the joint papers that the propensity of the baseline would give. */
  readonly ofExpected: Interval;
  /** Of the first baseline. */
  readonly quoted: number;
  /** Joint papers that there are. */
  readonly joint: number;
  /** As additional papers, so that the works of both and of the world grow with them; of the first baseline. */
  readonly additional: number | null;
}

/**
 * Missing papers of a source that counts papers.
 *
 * Formula: c·(1/R − 1) with totals as they were; as additional papers δ the solution of A(c + δ) = A(B).
 * Unit: papers.
 * Undefined: null where no source counts papers, or a baseline has no propensity; `additional` also where no number of
 * papers up to three times as many reaches it.
 */
export function missingPapers(specifications: readonly Specification[], year: number): MissingPapers | null {
  const own = specifications.filter(({ series }) => series.choice.counted === "papers");
  const [first] = own;
  const point = first === undefined ? undefined : yearOf(first.series, year);
  if (first === undefined || point === undefined) return null;
  const expected = point.expected();
  const found = own.flatMap(({ base }) =>
    base.value === null || expected === null ? [] : [base.value * expected - point.joint],
  );
  const [quoted] = found;
  if (quoted === undefined || found.length < own.length) return null;
  const [least, most] = [Math.min(...found), Math.max(...found)];
  const ofExpected = (missing: number) => missing / (point.joint + missing);
  return {
    year,
    source: first.series.choice.source,
    least,
    most,
    ofExpected: { lower: ofExpected(least), upper: ofExpected(most) },
    quoted,
    joint: point.joint,
    additional: additionalPapers(first, year),
  };
}

/** Up to three times as many joint papers, more of them mean more propensity; beyond, the sizes that contain them outgrow it. */
const limit = 3;

function additionalPapers({ series, base }: Specification, year: number): number | null {
  const point = yearOf(series, year);
  if (point === undefined || base.value === null) return null;
  const level = base.value;
  const propensity = (factor: number): number => {
    const expected = point.expected(factor);
    return expected === null ? NaN : (factor * point.joint) / expected;
  };
  const [low, high] = [1 / limit, limit];
  if (!(propensity(low) <= level && propensity(high) >= level)) return null;
  return (solveIncreasing(propensity, level, low, high) - 1) * point.joint;
}
