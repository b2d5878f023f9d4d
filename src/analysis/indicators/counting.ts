/** Shares and ratios of counts of papers, exact or within bounds. */
import type { BoundedMeasure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { divide, midpoint, type Quantity, toAmount } from "./interval.js";

/**
 * Share of a whole: for instance joint papers among an economy's international papers (NSF tables SPBS-36 and SPBS-37).
 *
 * Formula: part/whole.
 * Unit: fraction; `n`: the whole.
 * Range: 0–1. Bounds travel: `[part.lower / whole.upper, part.upper / whole.lower]`.
 * Undefined: a whole of zero (`zero_denominator`); a part that must be greater than its whole throws.
 * Source: Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function share(part: Quantity, whole: Quantity): BoundedMeasure {
  const a = toAmount(part, "share: the part");
  const b = toAmount(whole, "share: the whole");
  if (a.lower > b.upper)
    throw new AnalysisError(`share: the part (${a.lower}) is greater than the whole (${b.upper})`);
  const result = divide(a, b, midpoint(b));
  return result.upper === null ? result : { ...result, upper: Math.min(1, result.upper) };
}

/**
 * How many times as much one count is as another: for instance the same year in two sources.
 *
 * Formula: count/reference.
 * Unit: ratio; `n`: the reference.
 * Range: 0–∞, 1 where they agree. Bounds travel as in `share`.
 * Undefined: a reference of zero (`zero_denominator`).
 * Source: none: a quotient.
 */
export function ratio(count: Quantity, reference: Quantity): BoundedMeasure {
  const b = toAmount(reference, "ratio: the reference");
  return divide(toAmount(count, "ratio: the count"), b, midpoint(b));
}
