import type { BoundedMeasure } from "../../model/measure.js";
import { AnalysisError } from "../errors.js";
import { midpoint, missing, type Quantity, toAmount, toInterval } from "../interval.js";

/**
 * Relative change, `to / from − 1`; from the peak to the last year it is the drawdown.
 *
 * Units: fraction of the first value. Range: −1–∞. Bounds travel:
 * `[to.lower / from.upper − 1, to.upper / from.lower − 1]`. A first value of zero gives null (`zero_denominator`).
 * A negative value throws. `n`: 2.
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
 * Absolute change, `to − from`, in the units of the values. Bounds travel:
 * `[to.lower − from.upper, to.upper − from.lower]`. `n`: 2.
 */
export function absolute(from: Quantity, to: Quantity): BoundedMeasure {
  const a = toInterval(from, "absolute: the first value");
  const b = toInterval(to, "absolute: the last value");
  return { value: midpoint(b) - midpoint(a), lower: b.lower - a.upper, upper: b.upper - a.lower, n: 2 };
}

/**
 * Months between the end of a year and the month in which it was counted (`YYYY-MM`): how long late entries of the
 * year have had to arrive. Negative for a year that was not over.
 */
export function monthsObserved(year: number, collected: string): number {
  const match = /^(\d{4})-(\d\d)/.exec(collected);
  const month = Number(match?.[2]);
  if (!Number.isInteger(year) || match === null || month < 1 || month > 12)
    throw new AnalysisError(
      `monthsObserved: expected a year and a month such as 2023-04, got ${year} and "${collected}"`,
    );
  return (Number(match[1]) - year - 1) * 12 + month;
}
