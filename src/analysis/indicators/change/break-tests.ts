/** Residual sums of squares of parts of a series, each with its own level or line. */
import { fTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { at } from "../numeric/vectors.js";
import { type Observation, type Point, pointsOf } from "../series.js";
import { type Approximation, type BreakStatisticKind, hansenP } from "./hansen.js";

/** What a regime has: a level alone, or a level and a slope. */
export type RegimeModel = "level" | "trend";

export function parametersOf(model: RegimeModel): 1 | 2 {
  return model === "level" ? 1 : 2;
}

export type RegimeCost = (from: number, to: number) => number;

/** Residual sum of squares of the points from one index to another, both included; zero where only rounding is left. */
export function regimeCost(points: readonly Point[], model: RegimeModel): RegimeCost {
  const known = new Map<number, number>();
  return (from, to) => {
    const key = from * points.length + to;
    const found = known.get(key);
    if (found !== undefined) return found;
    const cost = residualSquares(points.slice(from, to + 1), model);
    known.set(key, cost);
    return cost;
  };
}

function residualSquares(points: readonly Point[], model: RegimeModel): number {
  const n = points.length;
  let [year, value, size] = [0, 0, 0];
  for (const point of points) {
    year += point.year / n;
    value += point.value / n;
    size += point.value * point.value;
  }
  let [tt, ty] = [0, 0];
  if (model === "trend")
    for (const point of points) {
      tt += (point.year - year) ** 2;
      ty += (point.year - year) * (point.value - value);
    }
  const slope = tt === 0 ? 0 : ty / tt;
  let rss = 0;
  for (const point of points) rss += (point.value - value - slope * (point.year - year)) ** 2;
  return rss <= 1e-26 * n * size ? 0 : rss;
}

/** A break between two observed years. */
export interface Break {
  /** Last year of the earlier regime. */
  readonly lastYear: number;
  /** First year of the later one. */
  readonly firstYear: number;
  /** Place of the last year among the observed years, from 1. */
  readonly index: number;
}

export function breakAfter(points: readonly Point[], index: number): Break {
  return {
    lastYear: points[index - 1]?.year ?? NaN,
    firstYear: points[index]?.year ?? NaN,
    index,
  };
}

export interface ChowOptions {
  /** First year of the later regime, fixed before looking at the series. */
  readonly from: number;
  /** What changes; default "trend": level and slope. */
  readonly model?: RegimeModel;
}

export interface Chow {
  readonly p: number;
  /** Degrees of freedom: coefficients that change, and n − 2k. */
  readonly numerator: number;
  readonly denominator: number;
  readonly rssPooled: number;
  readonly rssBefore: number;
  readonly rssAfter: number;
}

/**
 * Chow's test that a series has the same line on both sides of a year. Only for a year that was fixed in advance: of a
 * year picked from the series its p is far too small (see `supF`).
 *
 * Formula: F = ((RSS − RSS₁ − RSS₂)/k)/((RSS₁ + RSS₂)/(n − 2k)), k coefficients a side.
 * Unit: `value` is F, `n` the observed years.
 * Range: 0–∞.
 * Undefined: fewer than 2(k + 1) observed years (`insufficient_data`), a constant series or one line through every
 * point (`no_variation`), two lines through every point (`perfect_fit`). A year that leaves fewer than k + 1 points on a
 * side throws.
 * Source: Chow 1960.
 */
export function chow(series: readonly Observation[], { from, model = "trend" }: ChowOptions): Modelled<Chow> {
  const points = pointsOf(series, "chow");
  const n = points.length;
  const k = parametersOf(model);
  if (!Number.isFinite(from)) throw new AnalysisError(`chow: expected a year, got ${String(from)}`);
  if (n < 2 * (k + 1)) return noResult("insufficient_data", n);
  const before = points.filter(({ year }) => year < from).length;
  for (const [side, count] of [
    ["before", before],
    ["from", n - before],
  ] as const)
    if (count < k + 1)
      throw new AnalysisError(`chow: ${count} observed years ${side} ${from}, at least ${k + 1} are needed`);
  const cost = regimeCost(points, model);
  const [rssPooled, rssBefore, rssAfter] = [cost(0, n - 1), cost(0, before - 1), cost(before, n - 1)];
  if (rssPooled === 0) return noResult("no_variation", n);
  if (rssBefore + rssAfter === 0) return noResult("perfect_fit", n);
  const denominator = n - 2 * k;
  const gained = Math.max(0, rssPooled - rssBefore - rssAfter);
  const value = gained / k / ((rssBefore + rssAfter) / denominator);
  return {
    value,
    n,
    p: fTail(value, k, denominator),
    numerator: k,
    denominator,
    rssPooled,
    rssBefore,
    rssAfter,
  };
}

export interface SupFOptions {
  /** Part of the observed years at each end that can hold no break; default 0.15. */
  readonly trim?: number;
  /** What changes; default "trend": level and slope. */
  readonly model?: RegimeModel;
}

export interface BreakStatistic {
  readonly value: number;
  readonly p: number;
  /**
   * The approximation taken at its word. Beyond its range (huge statistics) it may turn back to 1, where `p` stays at
   * the end of the range.
   */
  readonly pAsFitted: number;
}

export interface SupF extends BreakStatistic {
  /** Where the statistic is greatest. */
  readonly break: Break;
  readonly average: BreakStatistic;
  readonly exponential: BreakStatistic;
  /** k·F by the last year of the earlier regime. */
  readonly statistics: readonly Point[];
  /** Coefficients that change, k: `value` is k·F, F itself is `value / coefficients`. */
  readonly coefficients: 1 | 2;
}

/**
 * Tests of a break in a year that is not known in advance: the greatest, the mean and the exponential mean of Chow's
 * statistics over all years that the trimming leaves.
 *
 * Formula: k·F_i for a break after every point i from max(floor(trim·n), k + 1) to n less that; sup = max, ave = mean,
 * exp = ln mean e^(k·F/2); p by Hansen's approximations to their asymptotic distributions.
 * Unit: k·F, as strucchange; `value` is the supremum, `n` the observed years.
 * Range: 0–∞. The p values hold for long series; with 20 years take them as rough.
 * Undefined: too few observed years for a break inside the trimming (`insufficient_data`), one line through every point
 * (`no_variation`), two lines through every point (`perfect_fit`). A trimming outside 0–0.5 throws.
 * Source: Andrews 1993; Andrews and Ploberger 1994; Hansen 1997.
 */
export function supF(
  series: readonly Observation[],
  { trim = 0.15, model = "trend" }: SupFOptions = {},
): Modelled<SupF> {
  if (!(trim >= 0 && trim <= 0.5))
    throw new AnalysisError(`supF: the trimming must lie between 0 and 0.5, got ${String(trim)}`);
  const points = pointsOf(series, "supF");
  const n = points.length;
  const k = parametersOf(model);
  // A hair above, so that 0.3·10 is 3.
  const from = Math.max(Math.floor(trim * n + 1e-9), k + 1);
  const to = n - from;
  if (from > to) return noResult("insufficient_data", n);
  const cost = regimeCost(points, model);
  const pooled = cost(0, n - 1);
  if (pooled === 0) return noResult("no_variation", n);
  const indices = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const apart = indices.map((index) => cost(0, index - 1) + cost(index, n - 1));
  if (apart.includes(0)) return noResult("perfect_fit", n);
  const statistics = apart.map((rss) => Math.max(0, pooled - rss) / (rss / (n - 2 * k)));
  const highest = Math.max(...statistics);
  const lambda = ((n - from) * to) / (from * (n - to));
  const trimming = 1 / (1 + Math.sqrt(lambda));
  const statistic = (kind: BreakStatisticKind, value: number): BreakStatistic => {
    // One candidate and no choice: Chow's test.
    const known = from === to && kind !== "exponential" ? fTail(value, k, n - 2 * k) : null;
    const { p, asFitted }: Approximation =
      known === null ? hansenP(kind, value, k, trimming) : { p: known, asFitted: known };
    return { value, p, pAsFitted: asFitted };
  };
  const mean = statistics.reduce((a, b) => a + b, 0) / statistics.length;
  // Less the greatest before the powers, so that none overflows.
  const powers = statistics.reduce((total, value) => total + Math.exp((value - highest) / 2), 0);
  return {
    ...statistic("supremum", highest),
    n,
    break: breakAfter(points, at(indices, statistics.indexOf(highest))),
    average: statistic("average", mean),
    exponential: statistic("exponential", highest / 2 + Math.log(powers / statistics.length)),
    statistics: indices.map((index, i) => ({
      year: points[index - 1]?.year ?? NaN,
      value: at(statistics, i),
    })),
    coefficients: k,
  };
}
