/** Least-squares models of a series whose standard errors allow for unequal and correlated errors. */
import { AnalysisError } from "../errors.js";
import { coefficient, type Coefficient } from "../estimate.js";
import { at, type LeastSquares, leastSquares, quadraticForm } from "../numeric/least-squares.js";
import { automaticLag, hc3, neweyWest, ruleLag } from "../numeric/robust.js";
import type { Point } from "../series.js";
import { autocorrelation, durbinWatson, ljungBox } from "./residuals.js";

/** How standard errors are calculated. */
export type ErrorModel =
  /** Independent errors of equal variance. */
  | { readonly kind: "ordinary" }
  /** Independent errors of unequal variance (White 1980; MacKinnon and White 1985). */
  | { readonly kind: "hc0" | "hc1" | "hc3" }
  /**
   * Correlated errors: Bartlett kernel over successive observations, no prewhitening (Newey and West 1987). The lag is
   * floor(4(n/100)^(2/9)) by default; "automatic" takes it from the data (Newey and West 1994). Times n/(n − k) by
   * default.
   */
  | {
      readonly kind: "newey-west";
      readonly lag?: number | "automatic";
      readonly smallSample?: "n/(n-k)" | "none";
    };

export interface LineOptions {
  /** Default: Newey and West's. */
  readonly errors?: ErrorModel;
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
  /** Lag of Newey and West's standard errors; null where another kind was asked for. */
  readonly lag: number | null;
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
  { errors = { kind: "newey-west" }, level = 0.95 }: LineOptions,
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
  errors: ErrorModel,
  what: string,
): { readonly covariance: readonly (readonly number[])[]; readonly lag: number | null } {
  const small = fit.n / fit.degreesOfFreedom;
  const scaled = (matrix: readonly (readonly number[])[], factor: number) =>
    matrix.map((row) => row.map((value) => value * factor));
  switch (errors.kind) {
    case "ordinary":
      return { covariance: scaled(fit.inverse, fit.rss / fit.degreesOfFreedom), lag: null };
    case "hc0":
      return { covariance: neweyWest(fit, 0), lag: null };
    case "hc1":
      return { covariance: scaled(neweyWest(fit, 0), small), lag: null };
    case "hc3": {
      const covariance = hc3(fit);
      if (covariance === null)
        throw new AnalysisError(
          `${what}: hc3 does not exist where one point alone determines a coefficient`,
          {
            hint: 'Take { kind: "newey-west" }, or an interruption with more years on each side.',
          },
        );
      return { covariance, lag: null };
    }
    case "newey-west": {
      const lag = errors.lag === "automatic" ? automaticLag(fit) : (errors.lag ?? ruleLag(fit.n));
      if (!Number.isInteger(lag) || lag < 0)
        throw new AnalysisError(`${what}: the lag must be a whole number of 0 or more, got ${lag}`);
      const factor = errors.smallSample === "none" ? 1 : small;
      return { covariance: scaled(neweyWest(fit, lag), factor), lag };
    }
  }
}
