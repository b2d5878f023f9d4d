import type { BoundedMeasure, Interval, Measure, MissingReason } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";

/** An exact number, or one known only between two bounds. */
export type Quantity = number | Interval;

export function toInterval(quantity: Quantity, what: string): Interval {
  // JavaScript callers and table rows can pass null, whatever the types say.
  const given = quantity as Quantity | null | undefined;
  if (given === null || given === undefined) throw new AnalysisError(`${what} is missing`);
  const interval = typeof given === "number" ? { lower: given, upper: given } : given;
  const { lower, upper } = interval;
  if (!Number.isFinite(lower) || !Number.isFinite(upper))
    throw new AnalysisError(`${what} is not a finite number: ${lower}–${upper}`);
  for (const bound of [lower, upper])
    if (bound !== 0 && !(Math.abs(bound) >= 1e-100 && Math.abs(bound) <= 1e100))
      throw new AnalysisError(`${what} is beyond all measure: ${bound}`, {
        hint: "Use magnitudes between 1e-100 and 1e100: ratios and squares of other numbers cannot be computed.",
      });
  if (lower > upper)
    throw new AnalysisError(`${what}: the lower bound ${lower} is above the upper bound ${upper}`);
  return interval;
}

/** A count or an amount: not negative. */
export function toAmount(quantity: Quantity, what: string): Interval {
  const interval = toInterval(quantity, what);
  if (interval.lower < 0) throw new AnalysisError(`${what} is negative: ${interval.lower}`);
  return interval;
}

/** An exact count or amount: a finite number, not negative. */
export function toNumber(value: number, what: string): number {
  return toAmount(value, what).lower;
}

export function midpoint({ lower, upper }: Interval): number {
  return lower + (upper - lower) / 2;
}

/** The lowest and the highest of some values. */
export function spread(values: readonly number[]): Interval {
  return { lower: Math.min(...values), upper: Math.max(...values) };
}

/** a / b for amounts, with bounds propagated; null if b may be zero. */
export function divide(a: Interval, b: Interval, n: number): BoundedMeasure {
  if (b.lower === 0) return missing("zero_denominator", n);
  return { value: midpoint(a) / midpoint(b), lower: a.lower / b.upper, upper: a.upper / b.lower, n };
}

export function missing(reason: MissingReason, n: number): BoundedMeasure {
  return { value: null, lower: null, upper: null, reason, n };
}

/** An exact measure: a number, or the reason why it is undefined. */
export function measure(value: number | MissingReason, n: number): Measure {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new AnalysisError("a result cannot be calculated from numbers as large or as small as these");
  return typeof value === "number" ? { value, n } : { value: null, reason: value, n };
}
