import type { BoundedMeasure, Interval, MissingReason } from "../model/measure.js";
import { AnalysisError } from "./errors.js";

/** An exact number or one known only between two bounds. */
export type Quantity = number | Interval;

export function toInterval(quantity: Quantity, what: string): Interval {
  const interval = typeof quantity === "number" ? { lower: quantity, upper: quantity } : quantity;
  const { lower, upper } = interval;
  if (!Number.isFinite(lower) || !Number.isFinite(upper))
    throw new AnalysisError(`${what} is not a finite number: ${lower}–${upper}`);
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

export function midpoint({ lower, upper }: Interval): number {
  return (lower + upper) / 2;
}

/** a / b for amounts, bounds propagated; null where b may be zero. */
export function divide(a: Interval, b: Interval, n: number): BoundedMeasure {
  if (b.lower === 0) return missing("zero_denominator", n);
  return { value: midpoint(a) / midpoint(b), lower: a.lower / b.upper, upper: a.upper / b.lower, n };
}

export function missing(reason: MissingReason, n: number): BoundedMeasure {
  return { value: null, lower: null, upper: null, reason, n };
}
