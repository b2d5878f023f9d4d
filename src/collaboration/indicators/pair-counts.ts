import {
  AnalysisError,
  type BoundedMeasure,
  type Interval,
  midpoint,
  missing,
  type MissingReason,
  type Quantity,
  toAmount,
} from "briefing/analysis";

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

/** The bounds, trimmed to what is possible: joint papers cannot exceed either economy's papers, nor these the total. */
function checked(what: string, given: PairInUniverse): Counts<Interval> {
  const joint = toAmount(given.joint, `${what}: the joint count`);
  const x = toAmount(given.x, `${what}: the count of x`);
  const y = toAmount(given.y, `${what}: the count of y`);
  for (const [side, { upper }] of Object.entries({ x, y }))
    if (joint.lower > upper)
      throw new AnalysisError(
        `${what}: the joint count (${joint.lower}) is greater than the count of ${side} (${upper})`,
      );
  const total = toAmount(given.total, `${what}: the total`);
  const universe = given.universe as string;
  if (universe !== "papers" && universe !== "links")
    throw new AnalysisError(
      `${what}: the universe must be "papers" or "links", got ${JSON.stringify(universe)}`,
    );
  const most = Math.min(joint.upper, x.upper, y.upper);
  const leastX = Math.max(x.lower, joint.lower);
  const leastY = Math.max(y.lower, joint.lower);
  // Sums of fractional links may be off in the last digits.
  const atMostTotal = (count: number, name: string): void => {
    if (count > total.upper * (1 + 1e-12))
      throw new AnalysisError(`${name} (${count}) is greater than the total (${total.upper})`);
  };
  atMostTotal(leastX, `${what}: the count of x`);
  atMostTotal(leastY, `${what}: the count of y`);
  atMostTotal(leastX + leastY - most, `${what}: the count of x or y`);
  const upTo = (lower: number, upper: number): Interval => ({ lower, upper: Math.min(upper, total.upper) });
  return {
    joint: upTo(joint.lower, most),
    x: upTo(leastX, x.upper),
    y: upTo(leastY, y.upper),
    total: { ...total, lower: Math.max(total.lower, leastX, leastY) },
  };
}
