import type { EstimatedMeasure, Interval, Measure, MissingReason } from "../../model/measure.js";
import { normalQuantile, tQuantile, tTwoSided } from "./distributions.js";

/** A result that does not exist, and why. */
export interface NoResult extends Measure {
  readonly value: null;
  readonly reason: MissingReason;
}

export function noResult(reason: MissingReason, n: number): NoResult {
  return { value: null, reason, n };
}

/** Result of a model: all of it, or why there is none. */
export type Modelled<Result> = (Result & { readonly value: number; readonly n: number }) | NoResult;

export interface ConfidenceInterval extends Interval {
  readonly level: number;
}

/** One coefficient of a model. */
export interface Coefficient {
  readonly value: number;
  readonly standardError: number;
  /** value / standardError, and its two-sided p; null where the standard error is zero. */
  readonly statistic: number | null;
  readonly p: number | null;
  readonly confidence: ConfidenceInterval;
}

/** An estimate with Student's t of the degrees of freedom. */
export function coefficient(
  value: number,
  standardError: number,
  degreesOfFreedom: number,
  level: number,
): Coefficient {
  const half = standardError === 0 ? 0 : tQuantile((1 + level) / 2, degreesOfFreedom) * standardError;
  const statistic = standardError === 0 ? null : value / standardError;
  return {
    value,
    standardError,
    statistic,
    p: statistic === null ? null : tTwoSided(statistic, degreesOfFreedom),
    confidence: { lower: value - half, upper: value + half, level },
  };
}

/** exp(log ± z·error), the interval of a ratio by its logarithm; none where no number is as great as its upper bound. */
export function logInterval(log: number, error: number, level: number): EstimatedMeasure["confidence"] {
  const half = normalQuantile((1 + level) / 2) * error;
  const [lower, upper] = [Math.exp(log - half), Math.exp(log + half)];
  return upper < Infinity ? { lower, upper, level } : null;
}
