/** A quantity known only to lie between two numbers, both included; `lower === upper` where it is exact. */
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
  /** Every paper or link of the universe has the economy: nothing to compare it with. */
  | "empty_complement"
  /** The partner works with this economy only: the ratio to its work with others is infinite. */
  | "no_y_outside_x";

/**
 * Result of an indicator: never NaN, never infinite, never a silent zero. `n` is the number of observations (or of
 * papers, where the docstring says so) behind the value.
 */
export interface Measure {
  readonly value: number | null;
  readonly reason?: MissingReason;
  readonly n: number;
}

/** A measure of bounded inputs: `lower`–`upper` holds every value the bounds allow, `value` that of their midpoints. */
export interface BoundedMeasure extends Measure {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A measure with a confidence interval (sampling error); null where the measure itself has no value. */
export interface EstimatedMeasure extends Measure {
  readonly confidence: (Interval & { readonly level: number }) | null;
}
