/** What a change is made of, exactly: the parts add up to it. Descriptive; a part is not a cause. */
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { midpoint, type Quantity, toAmount, toNumber } from "./interval.js";
import { sum } from "./statistics.js";
import { own } from "../../lib/own.js";

/** Factors by name; their product is the quantity that changes. */
export type Factors = Readonly<Record<string, number>>;

export interface FactorEffect {
  readonly factor: string;
  /** Part of the change, in the units of the product. */
  readonly effect: number;
  /** The factor's multiplier of the product, k₁/k₀; null where the factor was or became zero. */
  readonly multiplier: number | null;
}

export interface Decomposition {
  /** In the order in which the factors are named. */
  readonly effects: readonly FactorEffect[];
  readonly before: number;
  readonly after: number;
  /** `after − before`; the sum of the effects, but for rounding in the last digits. */
  readonly change: number;
  /** L(after, before), the weight of all factors. */
  readonly logarithmicMean: number;
}

/** What stands for a factor of zero (Ang and Liu 2007): its effect then is the whole change, as in the limit. */
const SMALL = 1e-100;

/**
 * Additive LMDI-I decomposition of a product of factors. It leaves no residual, and does not depend on the order of
 * factors or on which time comes first (but for the sign).
 *
 * Formula: effect_k = L(c₁, c₀)·ln(k₁/k₀), L(a, b) = (a − b)/ln(a/b), L(a, a) = a.
 * Unit: that of the product.
 * Range: −∞–∞; the effects add up to the change.
 * Undefined: never; a factor of zero counts as 10⁻¹⁰⁰ (Ang and Liu 2007), zero at both times has no effect; different
 * factors at the two times, a negative or missing one throw.
 * Source: Ang 2004, 2015.
 */
export function lmdi(before: Factors, after: Factors): Decomposition {
  const names = Object.keys(before);
  if (names.length === 0) throw new AnalysisError("lmdi: there are no factors");
  for (const name of Object.keys(after))
    if (!names.includes(name))
      throw new AnalysisError(`lmdi: the factor "${name}" is only in the second point`);
  const pairs = names.map((name) => ({
    factor: name,
    k0: toNumber(own(before, name) as number, `lmdi: the first value of "${name}"`),
    k1: toNumber(own(after, name) as number, `lmdi: the second value of "${name}"`),
  }));
  const c0 = product(pairs.map(({ k0 }) => k0));
  const c1 = product(pairs.map(({ k1 }) => k1));
  const change = c1 - c0;
  const changing = pairs.filter(({ k0, k1 }) => k0 !== k1);
  const logs = new Map(changing.map(({ factor, k0, k1 }) => [factor, logRatio(k1, k0)]));
  const total = sum(logs.values());
  // The same mean as of the products with SMALL in them, whose own logarithms would underflow.
  const weight = change === 0 ? c0 : Math.abs(total) < 1e-3 ? logarithmicMean(c1, c0) : change / total;
  return {
    effects: pairs.map(({ factor, k0, k1 }) => ({
      factor,
      effect: weight * (logs.get(factor) ?? 0),
      multiplier: k0 > 0 && k1 > 0 ? k1 / k0 : null,
    })),
    before: c0,
    after: c1,
    change,
    logarithmicMean: weight,
  };
}

/**
 * The logarithmic mean, which lies between the geometric and the arithmetic one.
 *
 * Formula: L(a, b) = (a − b)/ln(a/b); L(a, a) = a; 0 where either is 0 (limit).
 * Unit: that of the numbers.
 * Range: 0–∞.
 * Undefined: never; a negative number throws.
 * Source: Carlson 1972.
 */
export function logarithmicMean(a: number, b: number): number {
  const [x, y] = [toNumber(a, "logarithmicMean: a"), toNumber(b, "logarithmicMean: b")];
  if (x === 0 || y === 0) return 0;
  // ln(x/y) as 2·atanh((x − y)/(x + y)): close to each other nothing is lost.
  const half = (x - y) / (x + y);
  return Math.abs(half) < 0.5
    ? half === 0
      ? x
      : (x - y) / (2 * Math.atanh(half))
    : (x - y) / Math.log(x / y);
}

function logRatio(k1: number, k0: number): number {
  const [a, b] = [k1 === 0 ? SMALL : k1, k0 === 0 ? SMALL : k0];
  const half = (a - b) / (a + b);
  return Math.abs(half) < 0.5 ? 2 * Math.atanh(half) : Math.log(a) - Math.log(b);
}

function product(values: readonly number[]): number {
  const result = values.reduce((a, b) => a * b, 1);
  if (!Number.isFinite(result)) throw new AnalysisError("lmdi: the product of the factors is not finite");
  return result;
}

/** Counts of one year, all of one edition of one source. */
export interface PairYear {
  readonly edition: string;
  readonly year: number;
  /** International papers of the world, of x and of y, and the joint papers of x and y. */
  readonly world: number;
  readonly x: number;
  readonly y: number;
  readonly joint: Quantity;
}

export interface SizeAndPropensity {
  /** World growth: ΔW. */
  readonly world: BoundedMeasure;
  /** x's and y's share of the world's international papers, n/W. */
  readonly shareX: BoundedMeasure;
  readonly shareY: BoundedMeasure;
  /** Observed over expected joint papers, c·W/(n_x·n_y). */
  readonly affinity: BoundedMeasure;
  /** Change of the joint papers. */
  readonly change: BoundedMeasure;
}

/**
 * Why joint papers changed between two years: growth of the world, shares of the two economies, affinity. The shares
 * are of internationally co-authored papers and hold the joint papers themselves: say so.
 *
 * Formula: c = W·(n_x/W)·(n_y/W)·A, decomposed by `lmdi`; A as `observedToExpected`.
 * Unit: papers; `n`: joint papers of both years.
 * Range: −∞–∞; the effects add up to the change. Bounds of the joint counts travel.
 * Undefined: no papers of x, y or the world (`zero_denominator`); two editions in one decomposition throw: what changed
 * might be the database.
 * Source: Ang 2004, 2015.
 */
export function sizeAndPropensity(before: PairYear, after: PairYear): SizeAndPropensity {
  if (before.edition !== after.edition)
    throw new AnalysisError(
      `sizeAndPropensity: ${before.year} is of edition "${before.edition}", ${after.year} of "${after.edition}"`,
      { hint: "Editions are different states of a database: take both years from one." },
    );
  const [c0, c1] = [before, after].map(checkedJoint) as [Interval, Interval];
  const n = midpoint(c0) + midpoint(c1);
  const names = ["world", "shareX", "shareY", "affinity"] as const;
  const change = {
    value: midpoint(c1) - midpoint(c0),
    lower: c1.lower - c0.upper,
    upper: c1.upper - c0.lower,
    n,
  };
  if ([before, after].some(({ world, x, y }) => world === 0 || x === 0 || y === 0)) {
    const none = { value: null, lower: null, upper: null, reason: "zero_denominator", n } as const;
    return { world: none, shareX: none, shareY: none, affinity: none, change };
  }
  const parts = (joint0: number, joint1: number): readonly number[] =>
    lmdi(factors(before, joint0), factors(after, joint1)).effects.map(({ effect }) => effect);
  const middle = parts(midpoint(c0), midpoint(c1));
  const low = parts(c0.lower, c1.lower);
  const high = parts(c0.upper, c1.upper);
  // A factor of size grows with both joint counts through the mean alone; affinity is what remains of the change.
  const size = names.slice(0, 3).map((_, k) => ordered(low[k] ?? 0, high[k] ?? 0));
  const bounds = [
    ...size,
    {
      lower: change.lower - Math.max(...[low, high].map((e) => sum(e.slice(0, 3)))),
      upper: change.upper - Math.min(...[low, high].map((e) => sum(e.slice(0, 3)))),
    },
  ];
  const [world, shareX, shareY, affinity] = names.map((_, k) => ({
    value: middle[k] ?? 0,
    lower: bounds[k]?.lower ?? 0,
    upper: bounds[k]?.upper ?? 0,
    n,
  })) as [BoundedMeasure, BoundedMeasure, BoundedMeasure, BoundedMeasure];
  return { world, shareX, shareY, affinity, change };
}

function ordered(a: number, b: number): Interval {
  return { lower: Math.min(a, b), upper: Math.max(a, b) };
}

function factors({ world, x, y }: PairYear, joint: number): Factors {
  return { world, shareX: x / world, shareY: y / world, affinity: (joint / x) * (world / y) };
}

function checkedJoint({ year, world, x, y, joint }: PairYear): Interval {
  const count = toAmount(joint, `sizeAndPropensity: the joint count of ${year}`);
  for (const [name, value] of Object.entries({ x, y })) {
    toNumber(value, `sizeAndPropensity: the count of ${name} in ${year}`);
    if (count.lower > value)
      throw new AnalysisError(
        `sizeAndPropensity: the joint count of ${year} (${count.lower}) is greater than the count of ${name} (${value})`,
      );
    if (value > toNumber(world, `sizeAndPropensity: the world's count in ${year}`))
      throw new AnalysisError(
        `sizeAndPropensity: the count of ${name} in ${year} (${value}) is greater than the world's (${world})`,
      );
  }
  return count;
}
