import type { EstimatedMeasure } from "../../../model/measure.js";
import { toLevel } from "../distributions.js";
import { coefficient, type Modelled, noResult } from "../estimate.js";
import { at, leastSquares } from "../numeric/least-squares.js";
import { type Observation, pointsOf, positivePointsOf } from "../series.js";
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
