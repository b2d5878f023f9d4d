/** What four models expect of later years, and how the errors of those years hang together. */
import type { MissingReason } from "../../../model/measure.js";
import { normalQuantile, toLevel, tQuantile } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at, quadraticForm } from "../numeric/vectors.js";
import { type Observation, type Point, pointsOf, positivePointsOf } from "../series.js";

export interface ForecastOptions {
  readonly model: ForecastModel;
  /** Confidence level, two-sided; default 0.95. */
  readonly level?: number;
  /** Holt's smoothing; without it the one with the least one-step errors. */
  readonly holt?: HoltOptions;
}

export interface ForecastYear {
  readonly year: number;
  /** Expected value; the median in a log-linear model. */
  readonly value: number;
  /** Where the observation should lie. */
  readonly prediction: ConfidenceInterval;
  /** Where the line itself lies; null for models that have none. */
  readonly line: ConfidenceInterval | null;
}

export interface Forecast {
  readonly model: ForecastModel;
  readonly years: readonly ForecastYear[];
  /** Smoothing that was used; null in the other models. */
  readonly holt: HoltOptions | null;
}

/**
 * What a series leads one to expect of later years, with prediction intervals.
 *
 * Formula: linear: least-squares line, ±t·s·√(1 + x(XᵀX)⁻¹xᵀ); log-linear: the same of ln y, back-transformed;
 * random walk with drift: y_n + h·d, ±z·s·√(h + h²/T); Holt: level + h·trend, ±z·s·√(1 + Σ α²(1 + jβ)²).
 * Unit: that of the series; `value` is the forecast of the last year asked for, `n` the observed years.
 * Range: −∞–∞, log-linear above 0. A random walk's interval widens with the horizon, a line's hardly does: report more
 * than one model.
 * Undefined: fewer than three observed years, four for Holt, or an interval that runs beyond any number
 * (`insufficient_data`); Holt where years do not lie equally
 * far apart (`unequal_spacing`). Years that are not after the series throw, and values that are not positive where
 * logarithms are taken.
 * Source: Hyndman and Athanasopoulos 2021; Holt 1957.
 */
export function forecast(
  series: readonly Observation[],
  years: readonly number[],
  options: ForecastOptions,
): Modelled<Forecast> {
  const result = forecastOf(series, years, options, "forecast");
  if ("reason" in result) return result;
  const { points, prediction, forecasts } = result;
  return {
    value: forecasts.at(-1)?.value ?? NaN,
    n: points.length,
    model: options.model,
    years: forecasts,
    holt: prediction.holt,
  };
}

/** The forecast with the covariances behind it. */
export function forecastOf(
  series: readonly Observation[],
  years: readonly number[],
  { model, level = 0.95, holt }: ForecastOptions,
  what: string,
) {
  toLevel(level, what);
  const points = model === "log-linear" ? positivePointsOf(series, what) : pointsOf(series, what);
  checkYears(points, years, what);
  checkHolt(holt, what);
  const prediction = predict(model, points, years, level, holt);
  if ("reason" in prediction) return noResult(prediction.reason, points.length);
  const forecasts = years.map((year, i) => forecastYear(prediction, year, i, level));
  if (!forecasts.every(isFinite)) return noResult("insufficient_data", points.length);
  return { points, prediction, forecasts };
}

/** Logarithms that scatter widely over few years give intervals beyond any number. */
function isFinite({ value, prediction, line }: ForecastYear): boolean {
  const bounds = [prediction, ...(line === null ? [] : [line])].flatMap(({ lower, upper }) => [lower, upper]);
  return [value, ...bounds].every(Number.isFinite);
}

function forecastYear(prediction: Prediction, year: number, i: number, level: number): ForecastYear {
  const { means, covariance, lineVariances, quantile, scale } = prediction;
  const mean = at(means, i);
  const back = (value: number): number => (scale === "log" ? Math.exp(value) : value);
  const around = (variance: number): ConfidenceInterval => {
    const half = quantile * Math.sqrt(Math.max(0, variance));
    return { lower: back(mean - half), upper: back(mean + half), level };
  };
  return {
    year,
    value: back(mean),
    prediction: around(at(covariance[i] ?? [], i)),
    line: lineVariances === null ? null : around(at(lineVariances, i)),
  };
}

function checkYears(points: readonly Point[], years: readonly number[], what: string): void {
  if (years.length === 0) throw new AnalysisError(`${what}: there is no year to forecast`);
  const last = points.at(-1)?.year ?? -Infinity;
  for (const [i, year] of years.entries()) {
    const before = years[i - 1] ?? last;
    if (!(year > before && year <= 1e6))
      throw new AnalysisError(
        `${what}: the years to forecast must follow the series in order: ${String(year)} is not after ${before}`,
      );
  }
}

function checkHolt(holt: HoltOptions | undefined, what: string): void {
  if (holt === undefined) return;
  for (const [name, value] of Object.entries({ alpha: holt.alpha, beta: holt.beta }))
    if (!(value >= 0 && value <= 1))
      throw new AnalysisError(`${what}: Holt's ${name} must lie between 0 and 1, got ${String(value)}`);
}

export type ForecastModel = "linear" | "log-linear" | "random-walk" | "holt";

export interface HoltOptions {
  /** Smoothing of level and trend, 0–1; chosen by least squares of the one-step errors where not given. */
  readonly alpha: number;
  readonly beta: number;
}

export interface Prediction {
  readonly scale: "level" | "log";
  readonly means: readonly number[];
  /** Covariance of the forecast errors of all years, on the scale. */
  readonly covariance: readonly (readonly number[])[];
  /** Variance of the expected value alone; null where the model has no such line. */
  readonly lineVariances: readonly number[] | null;
  /** Half-width of an interval in standard errors. */
  readonly quantile: number;
  readonly holt: HoltOptions | null;
}

export type Predicted = Prediction | { readonly reason: MissingReason };

function predict(
  model: ForecastModel,
  points: readonly Point[],
  years: readonly number[],
  level: number,
  holt: HoltOptions | undefined,
): Predicted {
  switch (model) {
    case "linear":
      return line(points, years, level, "level");
    case "log-linear":
      return line(
        points.map(({ year, value }) => ({ year, value: Math.log(value) })),
        years,
        level,
        "log",
      );
    case "random-walk":
      return randomWalk(points, years, level);
    case "holt":
      return exponentialSmoothing(points, years, level, holt);
  }
}

/** Trend by least squares: s²(1 + x(XᵀX)⁻¹xᵀ), t with n − 2. */
function line(
  points: readonly Point[],
  years: readonly number[],
  level: number,
  scale: "level" | "log",
): Predicted {
  const first = points[0]?.year ?? 0;
  const fit = leastSquares(
    points.map(({ year }) => [1, year - first]),
    points.map(({ value }) => value),
  );
  if (fit === null || fit.degreesOfFreedom < 1) return { reason: "insufficient_data" };
  const variance = fit.rss / fit.degreesOfFreedom;
  const rows = years.map((year) => [1, year - first]);
  const parameters = rows.map((a) => rows.map((b) => variance * quadraticForm(a, fit.inverse, b)));
  return {
    scale,
    means: rows.map((row) => at(fit.coefficients, 0) + at(fit.coefficients, 1) * at(row, 1)),
    covariance: parameters.map((row, i) => row.map((value, j) => value + (i === j ? variance : 0))),
    lineVariances: parameters.map((row, i) => at(row, i)),
    quantile: tQuantile((1 + level) / 2, fit.degreesOfFreedom),
    holt: null,
  };
}

/** Yearly steps d + u, u of variance s²; over a gap of g years g·d and g·s². */
function randomWalk(points: readonly Point[], years: readonly number[], level: number): Predicted {
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 3 || !first || !last) return { reason: "insufficient_data" };
  const span = last.year - first.year;
  const drift = (last.value - first.value) / span;
  let squares = 0;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1];
    if (before === undefined) continue;
    const gap = point.year - before.year;
    squares += (point.value - before.value - drift * gap) ** 2 / gap;
  }
  const variance = squares / (points.length - 2);
  const ahead = years.map((year) => year - last.year);
  return {
    scale: "level",
    means: ahead.map((h) => last.value + drift * h),
    covariance: ahead.map((a) => ahead.map((b) => variance * (Math.min(a, b) + (a * b) / span))),
    lineVariances: null,
    quantile: normalQuantile((1 + level) / 2),
    holt: null,
  };
}

/** Holt's linear method; error h steps ahead: e + Σ α(1 + jβ)·e. */
function exponentialSmoothing(
  points: readonly Point[],
  years: readonly number[],
  level: number,
  given: HoltOptions | undefined,
): Predicted {
  const [first, second, last] = [points[0], points[1], points.at(-1)];
  if (points.length < 4 || !first || !second || !last) return { reason: "insufficient_data" };
  const step = second.year - first.year;
  const steps = (from: number, to: number): number => (to - from) / step;
  const ahead = years.map((year) => steps(last.year, year));
  if (points.some(({ year }, i) => steps(first.year, year) !== i) || ahead.some((h) => !Number.isInteger(h)))
    return { reason: "unequal_spacing" };
  const values = points.map(({ value }) => value);
  const holt = given ?? bestSmoothing(values);
  const { alpha, beta } = holt;
  const state = smoothed(values, holt);
  const variance = state.squares / (values.length - 2);
  const weight = (j: number): number => (j === 0 ? 1 : alpha * (1 + j * beta));
  const shared = (a: number, b: number): number => {
    let total = 0;
    for (let k = 1; k <= Math.min(a, b); k++) total += weight(a - k) * weight(b - k);
    return variance * total;
  };
  return {
    scale: "level",
    means: ahead.map((h) => state.level + state.trend * h),
    covariance: ahead.map((a) => ahead.map((b) => shared(a, b))),
    lineVariances: null,
    quantile: normalQuantile((1 + level) / 2),
    holt,
  };
}

/** Starts with the first value and the first step; the errors of the two values it starts from do not count. */
function smoothed(values: readonly number[], { alpha, beta }: HoltOptions) {
  let level = at(values, 0);
  let trend = at(values, 1) - level;
  let squares = 0;
  for (const [i, value] of values.entries()) {
    const error = value - level - trend;
    if (i >= 2) squares += error * error;
    level += trend + alpha * error;
    trend += alpha * beta * error;
  }
  return { level, trend, squares };
}

/** Least squares of the one-step errors over a grid that is refined around its best point. */
function bestSmoothing(values: readonly number[]): HoltOptions {
  let best = { alpha: 0.5, beta: 0.5, squares: Infinity };
  for (let [round, half] = [0, 0.5]; round < 6; round++, half /= 5) {
    const { alpha: a, beta: b } = best;
    for (let i = -10; i <= 10; i++)
      for (let j = -10; j <= 10; j++) {
        const alpha = Math.min(1, Math.max(0, a + (i * half) / 10));
        const beta = Math.min(1, Math.max(0, b + (j * half) / 10));
        const { squares } = smoothed(values, { alpha, beta });
        if (squares < best.squares) best = { alpha, beta, squares };
      }
  }
  return { alpha: best.alpha, beta: best.beta };
}
