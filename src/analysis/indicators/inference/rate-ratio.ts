import type { EstimatedMeasure } from "../../../model/measure.js";
import { betaQuantile, toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { toNumber } from "../interval.js";
import type { ConfidenceOptions } from "./shares.js";

/** Papers counted over an exposure: all papers of the year, or anything else the count may grow with. */
export interface Rate {
  readonly count: number;
  readonly exposure: number;
}

/**
 * Ratio of two Poisson rates, with the exact interval, conditional on the sum of both counts.
 *
 * Formula: RR = (x₁/T₁)/(x₀/T₀) (after over before); x₁ of x₀ + x₁ is binomial with π = RR·T₁/(RR·T₁ + T₀); the bounds
 * are Clopper and Pearson's for π, as rates.
 * Unit: ratio; `n` is the sum of the counts.
 * Range: 0–∞, 1 = the same rate. At counts of tens of thousands the interval is narrow: source, edition and definition
 * move the ratio more, and it must not stand alone.
 * Undefined: an exposure or the count before of zero (`zero_denominator`). Counts that are not whole numbers throw.
 * Source: Przyborowski and Wilenski 1940; Clopper and Pearson 1934.
 */
export function rateRatio(
  before: Rate,
  after: Rate,
  { level = 0.95 }: ConfidenceOptions = {},
): EstimatedMeasure {
  toLevel(level, "rateRatio");
  const [x0, x1] = [count(before, "rateRatio: before"), count(after, "rateRatio: after")];
  const t0 = toNumber(before.exposure, "rateRatio: the exposure before");
  const t1 = toNumber(after.exposure, "rateRatio: the exposure after");
  const n = x0 + x1;
  if (t0 === 0 || t1 === 0 || x0 === 0)
    return { value: null, reason: "zero_denominator", n, confidence: null };
  const tail = (1 - level) / 2;
  const scale = t0 / t1;
  const low = x1 === 0 ? 0 : oddsQuantile(tail, x1, x0 + 1);
  const high = oddsQuantile(1 - tail, x1 + 1, x0);
  if (!(high * scale < Infinity)) return { value: null, reason: "insufficient_data", n, confidence: null };
  return {
    value: (x1 / x0) * scale,
    n,
    confidence: { lower: low * scale, upper: high * scale, level },
  };
}

/** p/(1 − p) of a quantile of Beta(a, b), from the side on which p or 1 − p is the smaller. */
function oddsQuantile(probability: number, alpha: number, beta: number): number {
  const quantile = betaQuantile(probability, alpha, beta);
  if (quantile < 0.5) return quantile / (1 - quantile);
  const rest = betaQuantile(1 - probability, beta, alpha);
  return (1 - rest) / rest;
}

function count(rate: Rate, what: string): number {
  const value = toNumber(rate.count, `${what}: the count`);
  if (!Number.isInteger(value))
    throw new AnalysisError(`${what}: expected a whole number of papers, got ${value}`);
  return value;
}
