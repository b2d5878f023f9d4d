/** Shares and ratios of paper counts, exact or with bounds. */
import {
  AnalysisError,
  type BoundedMeasure,
  divide,
  midpoint,
  type Quantity,
  toAmount,
} from "briefing/analysis";

/**
 * Share of a whole, for example joint papers among an economy's international papers (NSF tables SPBS-36 and SPBS-37).
 *
 * Formula: part/whole.
 * Unit: fraction; `n`: the whole.
 * Range: 0–1. Bounds are propagated: `[part.lower / whole.upper, part.upper / whole.lower]`.
 * Undefined: a whole of zero (`zero_denominator`); throws if the part must exceed the whole.
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
 * Ratio of one count to another, for example of the same year in two sources.
 *
 * Formula: count/reference.
 * Unit: ratio; `n`: the reference.
 * Range: 0–∞, 1 if they agree. Bounds are propagated as in `share`.
 * Undefined: a reference of zero (`zero_denominator`).
 * Source: arithmetic.
 */
export function ratio(count: Quantity, reference: Quantity): BoundedMeasure {
  const b = toAmount(reference, "ratio: the reference");
  return divide(toAmount(count, "ratio: the count"), b, midpoint(b));
}
