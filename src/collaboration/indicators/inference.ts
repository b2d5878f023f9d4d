/**
 * The precision of a number: intervals and tests. Sampling error is small in counts of papers. The spread over sources,
 * editions and measures is larger, and only the specification range shows it.
 */
import { AnalysisError, type EstimatedMeasure, toNumber } from "briefing/analysis";
import { level, normalQuantile } from "./distributions.js";

/** `part` of `whole` papers. */
export interface Proportion {
  readonly part: number;
  readonly whole: number;
}

/**
 * A share of papers with Wilson's score interval.
 *
 * Formula: p = x/n; centre (p + z²/2n)/(1 + z²/n), half-width z·√(p(1−p)/n + z²/4n²)/(1 + z²/n).
 * Unit: fraction; `n` is the whole.
 * Range: 0–1; the interval is valid at shares of 0 and 1.
 * Undefined: a whole of zero (`zero_denominator`); throws if the part exceeds the whole.
 * Source: Wilson 1927.
 */
export function wilson(part: number, whole: number): EstimatedMeasure {
  return estimate({ part, whole }, "wilson");
}

/**
 * Difference of two shares, with Newcombe's hybrid score interval.
 *
 * Formula: d = p₁ − p₀ (after minus before); with Wilson's (l, u) of each, d − √((p₁−l₁)² + (u₀−p₀)²) to d + √((u₁−p₁)²
 * + (p₀−l₀)²).
 * Unit: fraction (times 100: percentage points); `n` is the sum of the wholes.
 * Range: −1–1.
 * Undefined: a whole of zero (`zero_denominator`); throws if a part exceeds its whole.
 * Source: Newcombe 1998, method 10.
 */
export function newcombe(before: Proportion, after: Proportion): EstimatedMeasure {
  const p0 = estimate(before, "newcombe: before");
  const p1 = estimate(after, "newcombe: after");
  const n = p0.n + p1.n;
  if (p0.value === null || p1.value === null || p0.confidence === null || p1.confidence === null)
    return { value: null, reason: "zero_denominator", n, confidence: null };
  const difference = p1.value - p0.value;
  const down = Math.hypot(p1.value - p1.confidence.lower, p0.confidence.upper - p0.value);
  const up = Math.hypot(p1.confidence.upper - p1.value, p0.value - p0.confidence.lower);
  return {
    value: difference,
    n,
    confidence: { lower: Math.max(-1, difference - down), upper: Math.min(1, difference + up), level },
  };
}

function estimate({ part, whole }: Proportion, what: string): EstimatedMeasure {
  const x = toNumber(part, `${what}: the part`);
  const n = toNumber(whole, `${what}: the whole`);
  if (x > n) throw new AnalysisError(`${what}: the part (${x}) is greater than the whole (${n})`);
  if (n === 0) return { value: null, reason: "zero_denominator", n, confidence: null };
  const z = normalQuantile((1 + level) / 2);
  const p = x / n;
  const square = (z * z) / n;
  const centre = (p + square / 2) / (1 + square);
  const half = (z * Math.sqrt((p * (1 - p)) / n + square / (4 * n))) / (1 + square);
  const lower = x === 0 ? 0 : Math.max(0, centre - half);
  const upper = x === n ? 1 : Math.min(1, centre + half);
  return { value: p, n, confidence: { lower, upper, level } };
}

/**
 * Holm's step-down adjustment of p values: the chance of any false alarm among all tests stays below the level. For
 * claims named in advance.
 *
 * Formula: sorted from the smallest, max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎).
 * Unit: probability, in input order.
 * Range: 0–1, never below p and never above Bonferroni's.
 * Undefined: never; without tests the result is empty; an invalid p value throws.
 * Source: Holm 1979.
 */
export function holm(p: readonly number[]): readonly number[] {
  for (const [index, value] of p.entries())
    if (!(value >= 0 && value <= 1) || typeof value !== "number")
      throw new AnalysisError(`holm: p value ${index} is not between 0 and 1: ${String(value)}`);
  const order = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const adjusted = p.map(() => 0);
  let highest = 0;
  for (const [place, { value, index }] of order.entries()) {
    highest = Math.max(highest, Math.min(1, (p.length - place) * value));
    adjusted[index] = highest;
  }
  return adjusted;
}
