import type { Interval, MissingReason } from "../../../model/measure.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { quadraticForm } from "../numeric/vectors.js";
import { median, sum } from "../numeric/statistics.js";
import { type Observation, pointsOf } from "../series.js";
import {
  type ForecastModel,
  forecastOf,
  type ForecastOptions,
  type ForecastYear,
  type Prediction,
} from "./forecast.js";

export interface GapYear extends ForecastYear {
  readonly observed: number;
  /** Observed less forecast. */
  readonly gap: number;
  /** Part of the forecast; null where that is not positive. */
  readonly relative: number | null;
  /** The observation lies outside the prediction interval. */
  readonly outside: boolean;
}

export interface CumulativeGap extends Interval {
  /** Sum of the gaps. */
  readonly value: number;
  readonly level: number;
  /** Standard error of the summed forecasts; the errors of the years hang together, they do not average out. */
  readonly standardError: number;
  /** Part of the summed forecasts; null where they are not positive. */
  readonly relative: number | null;
  /** The interval does not hold zero. */
  readonly outside: boolean;
}

export interface Gap {
  readonly model: ForecastModel;
  readonly years: readonly GapYear[];
  readonly cumulative: CumulativeGap;
}

export interface GapOptions extends ForecastOptions {
  /** First year that is compared with what the years before it lead one to expect. */
  readonly from: number;
}

/**
 * How far a series lies from where it was going before a year, with prediction intervals, year by year and summed.
 *
 * Formula: gap_t = y_t − forecast_t (see `forecast`, of the years before `from`); cumulative: Σ gap_t, its variance
 * 1ᵀC1 with the covariances of the forecast errors (log-linear: of ln Σ, by the delta method).
 * Unit: that of the series; `value` is the gap in the last observed year, `n` the years that the forecast rests on.
 * Range: −∞–∞. One model is one belief about what would have been: see `gapBand`.
 * Undefined: as `forecast`; no observed year from `from` on (`insufficient_data`).
 * Source: Box and Tiao 1975; Hyndman and Athanasopoulos 2021.
 */
export function gap(series: readonly Observation[], options: GapOptions): Modelled<Gap> {
  const what = "gap";
  const { from, level = 0.95 } = options;
  if (!Number.isFinite(from)) throw new AnalysisError(`${what}: expected a year, got ${String(from)}`);
  const points = pointsOf(series, what);
  const after = points.filter(({ year }) => year >= from);
  const before = points.filter(({ year }) => year < from);
  if (after.length === 0 || before.length === 0) return noResult("insufficient_data", before.length);
  const result = forecastOf(
    before,
    after.map(({ year }) => year),
    options,
    what,
  );
  if ("reason" in result) return result;
  const { prediction, forecasts } = result;
  const years = forecasts.map((year, i): GapYear => {
    const observed = after[i]?.value ?? NaN;
    return {
      ...year,
      observed,
      gap: observed - year.value,
      relative: year.value > 0 ? (observed - year.value) / year.value : null,
      outside: liesOutside(observed, year.prediction),
    };
  });
  return {
    value: years.at(-1)?.gap ?? NaN,
    n: before.length,
    model: options.model,
    years,
    cumulative: cumulativeGap(prediction, years, level),
  };
}

function cumulativeGap(prediction: Prediction, years: readonly GapYear[], level: number): CumulativeGap {
  const observed = sum(years.map((year) => year.observed));
  const expected = sum(years.map((year) => year.value));
  const { covariance, quantile, scale } = prediction;
  const weights = years.map(({ value }) => (scale === "log" ? value / expected : 1));
  const error = Math.sqrt(Math.max(0, quadraticForm(weights, covariance, weights)));
  const [low, high] =
    scale === "log"
      ? [expected * Math.exp(-quantile * error), expected * Math.exp(quantile * error)]
      : [expected - quantile * error, expected + quantile * error];
  return {
    value: observed - expected,
    lower: observed - high,
    upper: observed - low,
    level,
    standardError: scale === "log" ? expected * error : error,
    relative: expected > 0 ? (observed - expected) / expected : null,
    outside: liesOutside(observed, { lower: low, upper: high }),
  };
}

/** Beyond what rounding does where a model fits every point. */
function liesOutside(value: number, { lower, upper }: Interval): boolean {
  const slack = 1e-12 * Math.max(Math.abs(value), Math.abs(lower), Math.abs(upper));
  return value < lower - slack || value > upper + slack;
}

export interface GapBandYear extends Interval {
  readonly year: number;
  readonly observed: number;
  /** The observation lies outside the prediction intervals of all models. */
  readonly outsideAll: boolean;
}

export interface GapBand extends Interval {
  /** Prediction intervals of all models together, year by year. */
  readonly years: readonly GapBandYear[];
  readonly models: readonly (Gap & { readonly value: number })[];
  readonly without: readonly { readonly model: ForecastModel; readonly reason: MissingReason }[];
  /** In the last year, and summed, outside the interval of every model. */
  readonly outsideAll: boolean;
  readonly cumulativeOutsideAll: boolean;
}

export interface GapBandOptions {
  readonly from: number;
  /** Default: all four. */
  readonly models?: readonly ForecastModel[];
  readonly level?: number;
}

/**
 * The gap under several models: what would have been is not known, and the models disagree more than each admits.
 *
 * Formula: `gap` for each model; the band of a year is the union of the prediction intervals; `value` is the median gap
 * of the models in the last year, `lower` and `upper` the least and greatest.
 * Unit: that of the series; `n`: the years that the forecasts rest on.
 * Range: −∞–∞; a range of models has no confidence level.
 * Undefined: no model has a gap (`insufficient_data`); models that have none are named in `without`, the log-linear one
 * among them where values are not positive (`log_of_zero`).
 * Source: Hyndman and Athanasopoulos 2021.
 */
export function gapBand(series: readonly Observation[], options: GapBandOptions): Modelled<GapBand> {
  const { from, level = 0.95, models = ["linear", "log-linear", "random-walk", "holt"] } = options;
  const before = pointsOf(series, "gapBand").filter(({ year }) => year < from);
  const logs = before.every(({ value }) => value > 0);
  const found: (Gap & { readonly value: number; readonly n: number })[] = [];
  const without: { readonly model: ForecastModel; readonly reason: MissingReason }[] = [];
  for (const model of models) {
    const result =
      model === "log-linear" && !logs
        ? noResult("log_of_zero", before.length)
        : gap(series, { from, model, level });
    if (result.value === null) without.push({ model, reason: result.reason });
    else found.push(result);
  }
  const one = found[0];
  if (one === undefined) return noResult("insufficient_data", before.length);
  const last = found.map(({ value }) => value);
  const years = one.years.map(({ year, observed }, i): GapBandYear => {
    const all = found.flatMap(({ years }) => years[i] ?? []);
    return {
      year,
      observed,
      lower: Math.min(...all.map(({ prediction }) => prediction.lower)),
      upper: Math.max(...all.map(({ prediction }) => prediction.upper)),
      outsideAll: all.every(({ outside }) => outside),
    };
  });
  return {
    value: median(last),
    n: before.length,
    lower: Math.min(...last),
    upper: Math.max(...last),
    years,
    models: found,
    without,
    outsideAll: years.at(-1)?.outsideAll ?? false,
    cumulativeOutsideAll: found.every(({ cumulative }) => cumulative.outside),
  };
}
