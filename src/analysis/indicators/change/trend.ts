/** Trends that one wild year does not move. */
import type { EstimatedMeasure } from "../../../model/measure.js";
import { normalDistribution, normalQuantile, toLevel } from "../distributions.js";
import { coefficient, type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at } from "../numeric/vectors.js";
import { median } from "../numeric/statistics.js";
import { type Observation, type Point, pointsOf, positivePointsOf } from "../series.js";
import { fitLine, type LineCoefficient, type LineDiagnostics, type LineOptions } from "./line.js";

export interface Trend extends LineDiagnostics {
  /** Level of the line in the first observed year. */
  readonly intercept: LineCoefficient;
  /** Change a year. */
  readonly slope: LineCoefficient;
}

/**
 * The straight line through a series, with standard errors that allow for correlated errors.
 *
 * Formula: y = b₀ + b₁·(year − first year), least squares; Newey and West's standard errors (see `ErrorModel`).
 * Unit: that of the series, a year; `value` is the slope, `n` the observed years.
 * Range: −∞–∞. Alternating errors make Newey and West's smaller than the ordinary ones.
 * Undefined: fewer than three observed years (`insufficient_data`). A model that fits every point has standard errors
 * of zero and no p. Missing years stay missing: time is the year, not the row.
 * Source: Newey and West 1987.
 */
export function trend(series: readonly Observation[], options: LineOptions = {}): Modelled<Trend> {
  toLevel(options.level ?? 0.95, "trend");
  const points = pointsOf(series, "trend");
  const n = points.length;
  const first = points[0]?.year ?? 0;
  const line = fitLine(
    points,
    points.map(({ year }) => [1, year - first]),
    options,
    "trend",
  );
  const [intercept, slope] = line?.coefficients ?? [];
  if (!line || !intercept || !slope) return noResult("insufficient_data", n);
  return { value: slope.value, n, intercept, slope, ...line.diagnostics };
}

/**
 * A series less its straight line: for methods that take a trend for breaks, such as `pelt`.
 *
 * Formula: y − b₀ − b₁·(year − first year), least squares.
 * Unit: that of the series.
 * Range: −∞–∞; the values sum to zero.
 * Undefined: zeros where there are fewer than two observed years; none where nothing was observed.
 * Source: arithmetic.
 */
export function detrended(series: readonly Observation[]): readonly Observation[] {
  const points = pointsOf(series, "detrended");
  const first = points[0]?.year ?? 0;
  const fit = leastSquares(
    points.map(({ year }) => [1, year - first]),
    points.map(({ value }) => value),
  );
  return points.map(({ year }, i) => ({ year, value: fit === null ? 0 : at(fit.residuals, i) }));
}

/**
 * Annual percentage change (APC): the constant rate of growth that fits best.
 *
 * Formula: e^b − 1, b the slope of ln y on the year; interval from Student's t of b.
 * Unit: fraction a year (times 100: percent); `n`: observed years.
 * Range: −1–∞.
 * Undefined: fewer than three observed years (`insufficient_data`). A value that is not positive throws: it has no
 * logarithm.
 * Source: Kim et al. 2000.
 */
export function annualChange(
  series: readonly Observation[],
  { level = 0.95 }: { readonly level?: number } = {},
): EstimatedMeasure {
  toLevel(level, "annualChange");
  const points = positivePointsOf(series, "annualChange");
  const n = points.length;
  const first = points[0]?.year ?? 0;
  const fit = leastSquares(
    points.map(({ year }) => [1, year - first]),
    points.map(({ value }) => Math.log(value)),
  );
  if (fit === null || fit.degreesOfFreedom < 1)
    return { value: null, reason: "insufficient_data", n, confidence: null };
  const error = Math.sqrt((fit.rss / fit.degreesOfFreedom) * at(fit.inverse[1] ?? [], 1));
  const { value, confidence } = coefficient(at(fit.coefficients, 1), error, fit.degreesOfFreedom, level);
  return {
    value: Math.expm1(value),
    n,
    confidence: { lower: Math.expm1(confidence.lower), upper: Math.expm1(confidence.upper), level },
  };
}

/**
 * Compound annual growth rate (CAGR), from the first to the last observed year: what lies between does not count.
 *
 * Formula: (y_last/y_first)^(1/years) − 1.
 * Unit: fraction a year (times 100: percent); `n`: observed years.
 * Range: −1–∞.
 * Undefined: fewer than two observed years (`insufficient_data`). A value that is not positive throws.
 * Source: arithmetic.
 */
export function compoundGrowth(series: readonly Observation[]): {
  readonly value: number | null;
  readonly reason?: "insufficient_data";
  readonly n: number;
} {
  const points = positivePointsOf(series, "compoundGrowth");
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || first === last)
    return { value: null, reason: "insufficient_data", n: points.length };
  const value = Math.expm1(Math.log(last.value / first.value) / (last.year - first.year));
  return { value, n: points.length };
}

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
