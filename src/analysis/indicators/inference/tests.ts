import type { Interval } from "../../../model/measure.js";
import { normalDistribution, normalQuantile, tQuantile, tTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, type Modelled, noResult } from "../estimate.js";
import { toInterval, toNumber } from "../interval.js";

/**
 * p values adjusted so that the chance of one false alarm among all tests stays below the level (Bonferroni).
 *
 * Formula: min(1, m·p) for m tests.
 * Unit: probability, in the order given.
 * Range: 0–1, never below p.
 * Undefined: no test, no result; a p value that is none throws.
 * Source: Dunn 1961. `holm` is never weaker.
 */
export function bonferroni(p: readonly number[]): readonly number[] {
  return checked(p, "bonferroni").map((value) => Math.min(1, p.length * value));
}

/**
 * p values adjusted so that the chance of one false alarm among all tests stays below the level, step by step (Holm):
 * for claims that were named in advance.
 *
 * Formula: sorted from the smallest, max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎).
 * Unit: probability, in the order given.
 * Range: 0–1, never below p and never above Bonferroni's.
 * Undefined: no test, no result; a p value that is none throws.
 * Source: Holm 1979.
 */
export function holm(p: readonly number[]): readonly number[] {
  const order = ascending(checked(p, "holm"));
  const adjusted = p.map(() => 0);
  let highest = 0;
  for (const [place, index] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (p.length - place) * (p[index] ?? NaN)));
    adjusted[index] = highest;
  }
  return adjusted;
}

/**
 * p values adjusted so that the expected part of false alarms among all alarms stays below the level (Benjamini and
 * Hochberg; the q values): for screening many fields.
 *
 * Formula: sorted from the smallest, min over j ≥ i of min(1, m·p₍ⱼ₎/j).
 * Unit: probability, in the order given.
 * Range: 0–1, never below p and never above Holm's.
 * Undefined: no test, no result; a p value that is none throws.
 * Source: Benjamini and Hochberg 1995.
 */
export function benjaminiHochberg(p: readonly number[]): readonly number[] {
  const order = ascending(checked(p, "benjaminiHochberg"));
  const adjusted = p.map(() => 0);
  let lowest = 1;
  for (const [place, index] of [...order.entries()].reverse()) {
    lowest = Math.min(lowest, (p.length * (p[index] ?? NaN)) / (place + 1));
    adjusted[index] = lowest;
  }
  return adjusted;
}

function ascending(p: readonly number[]): readonly number[] {
  return p.map((_, index) => index).sort((a, b) => (p[a] ?? NaN) - (p[b] ?? NaN));
}

function checked(p: readonly number[], what: string): readonly number[] {
  for (const [index, value] of p.entries())
    if (!(value >= 0 && value <= 1) || typeof value !== "number")
      throw new AnalysisError(`${what}: p value ${index} is not between 0 and 1: ${String(value)}`);
  return p;
}

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
