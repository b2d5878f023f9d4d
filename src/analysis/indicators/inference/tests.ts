import { AnalysisError } from "../errors.js";

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

function ascending(p: readonly number[]): readonly number[] {
  return p.map((_, index) => index).sort((a, b) => (p[a] ?? NaN) - (p[b] ?? NaN));
}

function checked(p: readonly number[], what: string): readonly number[] {
  for (const [index, value] of p.entries())
    if (!(value >= 0 && value <= 1) || typeof value !== "number")
      throw new AnalysisError(`${what}: p value ${index} is not between 0 and 1: ${String(value)}`);
  return p;
}
