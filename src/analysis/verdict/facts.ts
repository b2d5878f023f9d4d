import type { Interval } from "../../model/measure.js";

/** One number behind a condition, and what it is a number of. */
export interface Reading {
  readonly value: number | null;
  /** Why there is no value. */
  readonly reason?: string;
  readonly source: string;
  readonly measure?: string;
  /** What else tells it from others, for instance the direction of an index that has one. */
  readonly label?: string;
  readonly counting?: string;
  /** Which territories count as part of an economy. */
  readonly territory?: string;
  readonly window?: string;
  readonly baseline?: string;
  /** The years averaged in the baseline and at the end. */
  readonly years?: { readonly baseline: readonly number[]; readonly end: readonly number[] };
  /** Bounds of the value, where its inputs have them. */
  readonly bounds?: Interval;
}

/** What is known of a quantity that a condition asks for; one that is not given was not computed in this edition. */
export type Fact =
  | { readonly readings: readonly Reading[] }
  /** What it would take to know it. */
  | { readonly notTestable: string }
  /** Why the question does not arise. */
  | { readonly notApplicable: string };

export type Facts = Readonly<Record<string, Fact>>;

/** A year of a series of affinity. */
export interface AffinityPoint {
  readonly year: number;
  readonly value: number | null;
  readonly edition: string;
  /** Part of the year's papers that the source held; 1 where late entries no longer matter. */
  readonly completeness: number | "unknown";
}

/** One specification of the estimand over time. */
export interface AffinitySeries {
  readonly source: string;
  readonly measure: string;
  readonly label?: string;
  readonly counting?: string;
  readonly territory?: string;
  readonly points: readonly AffinityPoint[];
}
