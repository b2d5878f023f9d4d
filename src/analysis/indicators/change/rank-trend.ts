/** Trends that one wild year does not move. */
import { normalDistribution, normalQuantile, toLevel } from "../distributions.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { median } from "../numeric/quantile.js";
import { type Observation, type Point, pointsOf } from "../series.js";

export interface TheilSen {
  /** Level in the year 0: median y − slope·median year. */
  readonly intercept: number;
  /** Level of the line in the first observed year. */
  readonly firstLevel: number;
  readonly confidence: ConfidenceInterval;
}

/**
 * Theil and Sen's slope: the median of the slopes between all pairs of years.
 *
 * Formula: median of (y_j − y_i)/(t_j − t_i); interval: the slopes of rank (N ± z·σ)/2 of N, σ² that of Kendall's score.
 * Unit: that of the series, a year; `value` is the slope, `n` the observed years.
 * Range: −∞–∞.
 * Undefined: fewer than two observed years (`insufficient_data`).
 * Source: Theil 1950; Sen 1968.
 */
export function theilSen(
  series: readonly Observation[],
  { level = 0.95 }: { readonly level?: number } = {},
): Modelled<TheilSen> {
  toLevel(level, "theilSen");
  const points = pointsOf(series, "theilSen");
  const n = points.length;
  if (n < 2) return noResult("insufficient_data", n);
  const slopes = pairs(points)
    .map(([a, b]) => (b.value - a.value) / (b.year - a.year))
    .sort((a, b) => a - b);
  const value = median(slopes);
  const middle = median(points.map(({ value }) => value));
  const half = normalQuantile((1 + level) / 2) * Math.sqrt(scoreVariance(points));
  const upper = Math.min(roundHalfEven((slopes.length + half) / 2), slopes.length - 1);
  const lower = Math.max(roundHalfEven((slopes.length - half) / 2) - 1, 0);
  const intercept = middle - value * median(points.map(({ year }) => year));
  return {
    value,
    n,
    intercept,
    firstLevel: intercept + value * (points[0]?.year ?? 0),
    confidence: { lower: slopes[lower] ?? value, upper: slopes[upper] ?? value, level },
  };
}

export interface MannKendall {
  /** Rising less falling pairs, and Kendall's τ-b; null for a constant series. */
  readonly score: number;
  readonly tau: number | null;
  /** Standard normal statistic with continuity correction. */
  readonly statistic: number;
}

/**
 * Mann and Kendall's test of a trend: do later years have greater values?
 *
 * Formula: S = Σ sign(y_j − y_i); z = (S ∓ 1)/√Var S, Var S = (n(n−1)(2n+5) − Σ t(t−1)(2t+5))/18 with ties t.
 * Unit: `value` is the two-sided p, `n` the observed years.
 * Range: 0–1; `tau` −1–1.
 * Undefined: fewer than three observed years (`insufficient_data`), a constant series (`no_variation`). Successive
 * errors that hang together make p too small.
 * Source: Mann 1945; Kendall 1975.
 */
export function mannKendall(series: readonly Observation[]): Modelled<MannKendall> {
  const points = pointsOf(series, "mannKendall");
  const n = points.length;
  if (n < 3) return noResult("insufficient_data", n);
  const signs = pairs(points).map(([a, b]) => Math.sign(b.value - a.value));
  const score = signs.reduce((total, sign) => total + sign, 0);
  const untied = signs.filter((sign) => sign !== 0).length;
  if (untied === 0) return noResult("no_variation", n);
  const statistic = (score - Math.sign(score)) / Math.sqrt(scoreVariance(points));
  return {
    value: 2 * normalDistribution(-Math.abs(statistic)),
    n,
    score,
    tau: score / Math.sqrt(untied * signs.length),
    statistic,
  };
}

function pairs(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.flatMap((b, j) => points.slice(0, j).map((a) => [a, b] as const));
}

/** Variance of Kendall's score if there is no trend; the years are all different. */
function scoreVariance(points: readonly Point[]): number {
  const n = points.length;
  const ties = new Map<number, number>();
  for (const { value } of points) ties.set(value, (ties.get(value) ?? 0) + 1);
  let total = n * (n - 1) * (2 * n + 5);
  for (const count of ties.values()) total -= count * (count - 1) * (2 * count + 5);
  return total / 18;
}

/** As numpy rounds, whose Theil–Sen interval is the reference. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}
