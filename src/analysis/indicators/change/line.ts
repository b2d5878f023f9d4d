/** Least-squares models of a series whose standard errors allow for correlated errors. */
import type { Measure } from "../../../model/measure.js";
import { chiSquareTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { coefficient, type Coefficient, type Modelled, noResult } from "../estimate.js";
import { measure, toInterval } from "../interval.js";
import { type LeastSquares, leastSquares, neweyWest, ruleLag } from "../numeric/least-squares.js";
import { at, dot, quadraticForm } from "../numeric/vectors.js";
import type { Point } from "../series.js";

/**
 * Standard errors that allow for correlated errors: Bartlett kernel over successive observations, no prewhitening (Newey
 * and West 1987). The lag is floor(4(n/100)^(2/9)) by default, and they are multiplied by n/(n − k).
 */
export interface NeweyWest {
  readonly lag?: number;
  readonly smallSample?: "n/(n-k)" | "none";
}

export interface LineOptions {
  readonly errors?: NeweyWest;
  /** Confidence level, two-sided; default 0.95. */
  readonly level?: number;
}

/** A coefficient with the chosen standard error, and beside it the ordinary one. */
export interface LineCoefficient extends Coefficient {
  readonly ordinary: Coefficient;
}

export interface LineDiagnostics {
  readonly degreesOfFreedom: number;
  /** Residual sum of squares, and the residual standard error √(rss/degrees of freedom). */
  readonly rss: number;
  readonly residualStandardError: number;
  /** Explained part of the variance; null for a constant series. */
  readonly rSquared: number | null;
  /** Lag of the standard errors. */
  readonly lag: number;
  /** Null where the model fits every point. */
  readonly durbinWatson: number | null;
  /** Autocorrelation of successive residuals. */
  readonly autocorrelation: number | null;
  /** Ljung and Box's test with the lag of the rule. */
  readonly ljungBox: { readonly statistic: number; readonly p: number; readonly lag: number } | null;
  readonly fitted: readonly Point[];
  readonly residuals: readonly Point[];
}

export interface Line {
  readonly fit: LeastSquares;
  readonly coefficients: readonly LineCoefficient[];
  /** A sum of coefficients times weights. */
  combination(weights: readonly number[]): LineCoefficient;
  readonly diagnostics: LineDiagnostics;
}

/** Null where the columns are collinear or no degree of freedom is left. */
export function fitLine(
  points: readonly Point[],
  design: readonly (readonly number[])[],
  { errors = {}, level = 0.95 }: LineOptions,
  what: string,
): Line | null {
  const values = points.map(({ value }) => value);
  const fit = leastSquares(design, values);
  if (fit === null || fit.degreesOfFreedom < 1) return null;
  const df = fit.degreesOfFreedom;
  const variance = fit.rss / df;
  const { covariance, lag } = covarianceOf(fit, errors, what);
  const combination = (weights: readonly number[]): LineCoefficient => {
    const value = weights.reduce((total, weight, i) => total + weight * at(fit.coefficients, i), 0);
    const error = (matrix: readonly (readonly number[])[], scale: number): number =>
      Math.sqrt(Math.max(0, quadraticForm(weights, matrix, weights) * scale));
    const [chosen, ordinary] = [error(covariance, 1), error(fit.inverse, variance)];
    return {
      // Two points on a side determine its line: what is left of their errors is rounding.
      ...coefficient(value, chosen <= 1e-12 * ordinary ? 0 : chosen, df, level),
      ordinary: coefficient(value, ordinary, df, level),
    };
  };
  const mean = values.reduce((a, b) => a + b, 0) / fit.n;
  const total = values.reduce((a, b) => a + (b - mean) ** 2, 0);
  const test = ljungBox(fit.residuals, Math.max(1, ruleLag(fit.n)));
  const dated = (numbers: readonly number[]): readonly Point[] =>
    points.map(({ year }, i) => ({ year, value: at(numbers, i) }));
  return {
    fit,
    coefficients: fit.coefficients.map((_, j) =>
      combination(fit.coefficients.map((__, i) => (i === j ? 1 : 0))),
    ),
    combination,
    diagnostics: {
      degreesOfFreedom: df,
      rss: fit.rss,
      residualStandardError: Math.sqrt(variance),
      rSquared: total === 0 ? null : 1 - fit.rss / total,
      lag,
      durbinWatson: durbinWatson(fit.residuals).value,
      autocorrelation: autocorrelation(fit.residuals).value,
      ljungBox: test.value === null ? null : { statistic: test.value, p: test.p, lag: test.lag },
      fitted: dated(fit.fitted),
      residuals: dated(fit.residuals),
    },
  };
}

function covarianceOf(
  fit: LeastSquares,
  { lag = ruleLag(fit.n), smallSample }: NeweyWest,
  what: string,
): { readonly covariance: readonly (readonly number[])[]; readonly lag: number } {
  if (!Number.isInteger(lag) || lag < 0)
    throw new AnalysisError(`${what}: the lag must be a whole number of 0 or more, got ${lag}`);
  const factor = smallSample === "none" ? 1 : fit.n / fit.degreesOfFreedom;
  return { covariance: neweyWest(fit, lag).map((row) => row.map((value) => value * factor)), lag };
}

/**
 * Do errors follow each other? Durbin and Watson's statistic of the residuals of a model, in order of time.
 *
 * Formula: Σ(e_t − e_{t−1})²/Σe_t².
 * Unit: none; `n`: residuals.
 * Range: 0–4: 2 = they do not; towards 0 they keep their sign, towards 4 they alternate.
 * Undefined: fewer than two residuals (`insufficient_data`), all of them zero (`perfect_fit`).
 * Source: Durbin and Watson 1950.
 */
export function durbinWatson(residuals: readonly number[]): Measure {
  const e = checked(residuals, "durbinWatson");
  const n = e.length;
  if (n < 2) return measure("insufficient_data", n);
  const squares = dot(e, e);
  if (squares === 0) return measure("perfect_fit", n);
  const steps = e.slice(1).map((value, i) => value - at(e, i));
  return measure(dot(steps, steps) / squares, n);
}

/**
 * Autocorrelation of residuals, whose mean is zero.
 *
 * Formula: Σ e_t·e_{t−lag}/Σe_t².
 * Unit: none; `n`: residuals.
 * Range: −1–1.
 * Undefined: no more residuals than the lag (`insufficient_data`), all of them zero (`perfect_fit`). A lag that is not a
 * whole number of 1 or more throws.
 * Source: Box and Jenkins 1970.
 */
export function autocorrelation(residuals: readonly number[], lag = 1): Measure {
  const e = checked(residuals, "autocorrelation");
  const n = e.length;
  checkedLag(lag, "autocorrelation");
  if (n <= lag) return measure("insufficient_data", n);
  const squares = dot(e, e);
  return squares === 0
    ? measure("perfect_fit", n)
    : measure(dot(e.slice(lag), e.slice(0, n - lag)) / squares, n);
}

export interface LjungBox {
  readonly p: number;
  readonly lag: number;
}

/**
 * Ljung and Box's test that residuals are not correlated up to a lag.
 *
 * Formula: Q = n(n + 2) Σ_{l ≤ lag} r_l²/(n − l); p from χ² with `lag` degrees of freedom.
 * Unit: `value` is Q; `n`: residuals.
 * Range: 0–∞.
 * Undefined: no more residuals than the lag (`insufficient_data`), all of them zero (`perfect_fit`).
 * Source: Ljung and Box 1978.
 */
export function ljungBox(residuals: readonly number[], lag: number): Modelled<LjungBox> {
  const n = checked(residuals, "ljungBox").length;
  checkedLag(lag, "ljungBox");
  let total = 0;
  for (let l = 1; l <= lag; l++) {
    const r = autocorrelation(residuals, l);
    if (r.value === null) return noResult(r.reason ?? "insufficient_data", n);
    total += r.value ** 2 / (n - l);
  }
  const value = n * (n + 2) * total;
  return { value, n, lag, p: chiSquareTail(value, lag) };
}

function checked(residuals: readonly number[], what: string): readonly number[] {
  return residuals.map((value, index) => toInterval(value, `${what}: residual ${index}`).lower);
}

function checkedLag(lag: number, what: string): void {
  if (!Number.isInteger(lag) || lag < 1)
    throw new AnalysisError(`${what}: the lag must be a whole number of 1 or more, got ${lag}`);
}
