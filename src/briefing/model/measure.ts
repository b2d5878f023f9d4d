/** A quantity known only to lie between two numbers, both inclusive; `lower === upper` if it is exact. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** Why an indicator has no value. */
export type MissingReason =
  | "zero_denominator"
  | "insufficient_data"
  | "no_peak_yet"
  | "peak_not_inside_window"
  | "no_peak"
  /** The economy takes part in every paper or link of the universe: there is nothing to compare it with. */
  | "empty_complement"
  /** The partner works with no other economy: the ratio to its work with others is infinite. */
  | "no_y_outside_x";

/**
 * Result of an indicator: never NaN, infinite or silently zero. `n` is the number of observations (or papers, if
 * documented) behind the value.
 */
export interface Measure {
  readonly value: number | null;
  readonly reason?: MissingReason;
  readonly n: number;
}

/** A measure of bounded inputs: `lower`–`upper` covers all permitted values; `value` uses their midpoints. */
export interface BoundedMeasure extends Measure {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A measure with a confidence interval (sampling error); null if the measure has no value. */
export interface EstimatedMeasure extends Measure {
  readonly confidence: (Interval & { readonly level: number }) | null;
}
