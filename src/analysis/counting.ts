/** Counts and shares of papers (whole counting: an economy counts once a paper). */
import type { BoundedMeasure } from "../model/measure.js";
import { AnalysisError } from "./errors.js";
import { divide, midpoint, type Quantity, toAmount } from "./interval.js";

/**
 * Share of a whole, `part / whole`: for instance joint papers among an economy's international papers (NSF tables
 * SPBS-36 and SPBS-37; Luukkonen et al. 1993).
 *
 * Units: fraction. Range: 0–1. Bounds travel: `[part.lower / whole.upper, part.upper / whole.lower]`. `n` is the
 * whole. A whole of zero gives null (`zero_denominator`). A part that must be greater than its whole throws.
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
 * How many times as much one count is as another, `count / reference`: for instance the same year in two sources.
 *
 * Range: 0–∞, 1 where they agree. Bounds travel as in `share`. `n` is the reference. A reference of zero gives null
 * (`zero_denominator`).
 */
export function ratio(count: Quantity, reference: Quantity): BoundedMeasure {
  const b = toAmount(reference, "ratio: the reference");
  return divide(toAmount(count, "ratio: the count"), b, midpoint(b));
}
