import { toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { at } from "../numeric/least-squares.js";
import { type Observation, type Point, pointsOf, positivePointsOf } from "../series.js";
import { type ForecastModel, type HoltOptions, predict, type Prediction } from "./forecast-models.js";

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
