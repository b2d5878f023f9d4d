import type { BoundedMeasure, Interval, MissingReason } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { midpoint, missing, type Quantity, toAmount } from "./interval.js";

/** A pair and its universe: papers (or links) of x, of y, of both, and of all. */
interface Counts<Value> {
  readonly joint: Value;
  readonly x: Value;
  readonly y: Value;
  readonly total: Value;
}

/**
 * A pair within the universe that the expectation is based on. `papers`: counts of papers; `total` is all
 * (international) papers. `links`: counts of pairwise links; `x` is all links of x, `total` all links between any two.
 * The two give different numbers: never put them side by side.
 */
export interface PairInUniverse extends Counts<Quantity> {
  readonly universe: "papers" | "links";
}

/** A fraction of a whole, at most 1. */
export function part(count: number, whole: number): number {
  return count < whole ? count / whole : 1;
}

/** Evaluates a formula that grows with joint papers and the total, propagating the bounds of its inputs. */
export function universeMeasure(
  what: string,
  counts: PairInUniverse,
  formula: (counts: Counts<number>) => number | MissingReason,
): BoundedMeasure {
  const { joint, x, y, total } = checked(what, counts);
  const n = midpoint(total);
  const results = [
    formula({ joint: midpoint(joint), x: midpoint(x), y: midpoint(y), total: n }),
    formula({ joint: joint.lower, x: x.upper, y: y.upper, total: total.lower }),
    formula({ joint: joint.upper, x: x.lower, y: y.lower, total: total.upper }),
  ] as const;
  for (const result of results) if (typeof result === "string") return missing(result, n);
  const [value, lower, upper] = results as readonly [number, number, number];
  return { value, lower, upper, n };
}

function checked(what: string, counts: PairInUniverse): Counts<Interval> {
  const bounds = checkedPair(what, counts);
  const total = toAmount(counts.total, `${what}: the total`);
  const universe = counts.universe as string;
  if (universe !== "papers" && universe !== "links")
    throw new AnalysisError(
      `${what}: the universe must be "papers" or "links", got ${JSON.stringify(universe)}`,
    );
  const union = bounds.x.lower + bounds.y.lower - bounds.joint.upper;
  // Sums of fractional links may be off in the last digits.
  const isAbove = (count: number) => count > total.upper * (1 + 1e-12);
  for (const side of ["x", "y"] as const)
    if (isAbove(bounds[side].lower))
      throw new AnalysisError(
        `${what}: the count of ${side} (${bounds[side].lower}) is greater than the total (${total.upper})`,
      );
  if (isAbove(union))
    throw new AnalysisError(
      `${what}: the count of x or y (${union}) is greater than the total (${total.upper})`,
    );
  const atMost = ({ lower, upper }: Interval): Interval => ({ lower, upper: Math.min(upper, total.upper) });
  return {
    joint: atMost(bounds.joint),
    x: atMost(bounds.x),
    y: atMost(bounds.y),
    total: { ...total, lower: Math.max(total.lower, bounds.x.lower, bounds.y.lower) },
  };
}

function checkedPair(what: string, { joint, x, y }: PairInUniverse): Omit<Counts<Interval>, "total"> {
  const bounds = {
    joint: toAmount(joint, `${what}: the joint count`),
    x: toAmount(x, `${what}: the count of x`),
    y: toAmount(y, `${what}: the count of y`),
  };
  for (const side of ["x", "y"] as const)
    if (bounds.joint.lower > bounds[side].upper)
      throw new AnalysisError(
        `${what}: the joint count (${bounds.joint.lower}) is greater than the count of ${side} (${bounds[side].upper})`,
      );
  // Trims impossible values from the bounds: joint papers cannot exceed either economy's papers.
  const least = bounds.joint.lower;
  return {
    joint: { lower: least, upper: Math.min(bounds.joint.upper, bounds.x.upper, bounds.y.upper) },
    x: { ...bounds.x, lower: Math.max(bounds.x.lower, least) },
    y: { ...bounds.y, lower: Math.max(bounds.y.lower, least) },
  };
}
