import type { BoundedMeasure } from "../../../model/measure.js";
import { AnalysisError } from "../errors.js";
import { midpoint, missing, type Quantity, toAmount, toInterval } from "../interval.js";

/**
 * Relative change; from the peak to the last year it is the drawdown.
 *
 * Formula: to/from − 1; bounds [to.lower/from.upper − 1, to.upper/from.lower − 1].
 * Unit: fraction of the first value; `n`: 2.
 * Range: −1–∞.
 * Undefined: a first value of zero (`zero_denominator`). A negative value throws.
 * Source: arithmetic.
 */
export function relative(from: Quantity, to: Quantity): BoundedMeasure {
  const a = toAmount(from, "relative: the first value");
  const b = toAmount(to, "relative: the last value");
  if (a.lower === 0) return missing("zero_denominator", 2);
  const [first, last] = [midpoint(a), midpoint(b)];
  // Subtracted before divided: 80 of 100 is −0.2, not −0.19999999999999996.
  return {
    value: (last - first) / first,
    lower: (b.lower - a.upper) / a.upper,
    upper: (b.upper - a.lower) / a.lower,
    n: 2,
  };
}

/**
 * Absolute change.
 *
 * Formula: to − from; bounds [to.lower − from.upper, to.upper − from.lower].
 * Unit: that of the values; `n`: 2.
 * Range: −∞–∞.
 * Undefined: nowhere; a value that is no number throws.
 * Source: arithmetic.
 */
export function absolute(from: Quantity, to: Quantity): BoundedMeasure {
  const a = toInterval(from, "absolute: the first value");
  const b = toInterval(to, "absolute: the last value");
  return { value: midpoint(b) - midpoint(a), lower: b.lower - a.upper, upper: b.upper - a.lower, n: 2 };
}

/**
 * Months between the end of a year and the month in which it was counted: how long late entries of the year have had to
 * arrive.
 *
 * Formula: 12·(year counted − year − 1) + month counted.
 * Unit: months.
 * Range: −∞–∞, negative for a year that was not over.
 * Undefined: nowhere; a month that is not written as 2023-04 throws.
 * Source: arithmetic.
 */
export function monthsObserved(year: number, collected: string): number {
  const match = /^(\d{4})-(\d\d)/.exec(collected);
  const month = Number(match?.[2]);
  if (!Number.isSafeInteger(year) || match === null || month < 1 || month > 12)
    throw new AnalysisError(
      `monthsObserved: expected a year and a month such as 2023-04, got ${year} and "${collected}"`,
    );
  return (Number(match[1]) - year - 1) * 12 + month;
}
