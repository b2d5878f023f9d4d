import type { Interval } from "../../../model/measure.js";
import { normalDistribution, normalQuantile, tQuantile, tTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { toInterval, toNumber } from "../interval.js";

export interface EquivalenceInput {
  readonly estimate: number;
  readonly standardError: number;
  /** Differences that do not matter: ±margin, or from `lower` to `upper`. */
  readonly margin: number | Interval;
  /** Of Student's t; without them the normal distribution is used. */
  readonly degreesOfFreedom?: number;
  /** Significance level of each of the two tests; default 0.05. */
  readonly alpha?: number;
}

export interface Equivalence {
  /** True where the p value is below alpha: the same as the interval lying inside the margin. */
  readonly equivalent: boolean;
  /** The 1 − 2·alpha interval: 90 % at 0.05. */
  readonly confidence: ConfidenceInterval;
}

/**
 * Two one-sided tests of equivalence (TOST): is the estimate close enough to nothing? A difference that is not
 * significant is no evidence that there is none; this is.
 *
 * Formula: p = max(P(T > (estimate − lower)/se), P(T > (upper − estimate)/se)); `value` is p.
 * Unit: probability; `n` is the degrees of freedom (0: normal distribution).
 * Range: 0–1.
 * Undefined: a standard error of zero (`no_variation`). A margin that is not positive, or whose bounds are not in
 * order, throws.
 * Source: Schuirmann 1987.
 */
export function tost(input: EquivalenceInput): Modelled<Equivalence> {
  const { degreesOfFreedom, alpha = 0.05 } = input;
  const estimate = toInterval(input.estimate, "tost: the estimate").lower;
  const standardError = toNumber(input.standardError, "tost: the standard error");
  const { lower, upper } = marginOf(input.margin);
  if (!(1 - alpha < 1 && alpha < 0.5))
    throw new AnalysisError(`tost: alpha must lie between 0 and 0.5, got ${alpha}`);
  if (degreesOfFreedom !== undefined && !(degreesOfFreedom > 0 && degreesOfFreedom < Infinity))
    throw new AnalysisError(`tost: the degrees of freedom must be positive, got ${String(degreesOfFreedom)}`);
  const n = degreesOfFreedom ?? 0;
  if (standardError === 0) return noResult("no_variation", n);
  const tail = (x: number): number =>
    degreesOfFreedom === undefined ? normalDistribution(-x) : tTail(x, degreesOfFreedom);
  const p = Math.max(tail((estimate - lower) / standardError), tail((upper - estimate) / standardError));
  const half =
    standardError *
    (degreesOfFreedom === undefined ? normalQuantile(1 - alpha) : tQuantile(1 - alpha, degreesOfFreedom));
  return {
    value: p,
    n,
    equivalent: p < alpha,
    confidence: { lower: estimate - half, upper: estimate + half, level: 1 - 2 * alpha },
  };
}

function marginOf(margin: number | Interval): Interval {
  const given = typeof margin === "number" ? { lower: -margin, upper: margin } : margin;
  const { lower, upper } = toInterval(given, "tost: the margin");
  if (!(lower < upper))
    throw new AnalysisError(`tost: the margin must be positive, got ${lower} to ${upper}`);
  return { lower, upper };
}
