/** R from counts of single papers: propensity in a year over the geometric mean of the baseline. */
import { type EstimatedMeasure, measure } from "briefing/analysis";
import { geometricMean, sum } from "../indicators/statistics.js";
import type { FieldOfYear, PaperSizes, WeightedSizes } from "./works-rule.js";

export interface WorksRatio extends EstimatedMeasure {
  /** Joint papers of the year. */
  readonly joint: number;
  /** Relative change from their geometric mean in the baseline. */
  readonly jointChange: number;
  /** Joint papers expected in the year at the baseline's propensity; null if the baseline has none. */
  readonly expected: number | null;
  /** Standard error of ln R; NaN without an R. */
  readonly error: number;
  /**
   * The smallest count of joint papers among the baseline years and the number expected in the year itself. Weighted
   * papers count as the number with the same chance error.
   */
  readonly least: number;
}

/** A year, and the years that it is compared with. */
export interface RatioQuestion {
  readonly year: number;
  readonly baseline: readonly number[];
}

/** Joint papers of one year in one stratum: all papers, or one field. Expected up to a constant of the stratum. */
export interface Stratum {
  readonly id: number;
  readonly joint: number;
  /** Sum of squared weights of the joint papers: equal to their number if each has weight 1. */
  readonly squares: number;
  readonly expected: number;
}

/**
 * R from observed and expected papers, with each stratum at its own baseline propensity.
 *
 * Formula: R = O_t / (∏_b M_b)^(1/|B|), M_b = Σ_s O_sb·E_st/E_sb: the papers expected at the propensity of year b and
 * the sizes of t. With one stratum, A(t)/A(B), A = observed/expected, A(B) = geometric mean over the baseline.
 * Unit: none; `n`: joint papers of the year and the baseline.
 * Range: 0–∞, 1 = as in the baseline.
 * Undefined: a missing year (`insufficient_data`), or a baseline year without joint papers (`zero_denominator`). A
 * stratum with nothing expected in one of the years is omitted from all years.
 * Interval: R·exp(±z·√(v_t + Σ v_b/|B|²)), v = Σw²/(Σw)² of the joint papers, for Poisson counts; 1/c without weights.
 * Source: Zitt, Bassecoulard and Okubo 2000; Rothman and Greenland 1998 (standardised ratios and the interval).
 */
export function worksRatio(
  at: (year: number) => readonly Stratum[] | null,
  { year, baseline }: RatioQuestion,
): WorksRatio {
  const now = at(year);
  const before = baseline.flatMap((one) => {
    const strata = at(one);
    return strata === null ? [] : [strata];
  });
  const jointIn = (strata: readonly Stratum[]) => sum(strata.map(({ joint }) => joint));
  const joint = jointIn(now ?? []);
  const n = joint + sum(before.map(jointIn));
  const none = (reason: "insufficient_data" | "zero_denominator"): WorksRatio => ({
    value: null,
    reason,
    n,
    confidence: null,
    joint,
    jointChange: NaN,
    expected: null,
    error: NaN,
    least: 0,
  });
  if (now === null || before.length === 0 || before.length < baseline.length)
    return none("insufficient_data");
  const isExpected = (strata: readonly Stratum[], wanted: number) =>
    strata.some(({ id, expected }) => id === wanted && expected > 0);
  const common = now.filter(({ id }) => [now, ...before].every((strata) => isExpected(strata, id)));
  const [observed, ...levels] = [now, ...before].map((strata) => atSizesOf(common, strata));
  const expected = geometricMean(levels.map((level) => level.joint));
  if (expected === null || observed === undefined) return none("zero_denominator");
  const variances = levels.map((level) => level.squares / level.joint ** 2);
  const ofYear = observed.joint > 0 ? observed.squares / observed.joint ** 2 : 1;
  const error = Math.sqrt(ofYear + sum(variances) / levels.length ** 2);
  const value = observed.joint / expected;
  return {
    value,
    n,
    expected,
    error,
    joint: observed.joint,
    jointChange: joint / (geometricMean(before.map(jointIn)) ?? NaN) - 1,
    confidence: intervalOf(value, error, expected),
    least: Math.min(expected, ...variances.map((variance) => 1 / variance)),
  };
}

/** Joint papers of a year with each stratum multiplied by its expectation at the given sizes over that of the year. */
function atSizesOf(sizes: readonly Stratum[], year: readonly Stratum[]): Pick<Stratum, "joint" | "squares"> {
  const weighted = sizes.flatMap(({ id, expected }) =>
    year
      .filter((stratum) => stratum.id === id)
      .map((stratum) => ({ ...stratum, times: expected / stratum.expected })),
  );
  return {
    joint: sum(weighted.map(({ joint, times }) => joint * times)),
    squares: sum(weighted.map(({ squares, times }) => squares * times ** 2)),
  };
}

/**
 * How much of the change in all papers remains in a subset, or with weights.
 *
 * Formula: s = ln R_part / ln R_all.
 * Unit: none; `n`: joint papers of the subset.
 * Range: any number; 1 = all of it, 0 = nothing, below 0 = the subset changed the other way.
 * Undefined: either R is undefined (with its reason), or the change in all papers may be due to chance
 * (`zero_denominator`).
 * Interval: Fieller's. A subset contains the same papers, so ln R_part − ln R_all is independent of ln R_all, with the
 * difference of their variances.
 * Source: Fieller 1954.
 */
export function remainingChange(all: WorksRatio, part: WorksRatio): EstimatedMeasure {
  const none = (reason: NonNullable<EstimatedMeasure["reason"]>): EstimatedMeasure => ({
    ...measure(reason, part.n),
    confidence: null,
  });
  if (all.value === null || part.value === null)
    return none(part.reason ?? all.reason ?? "insufficient_data");
  if (!changed(all)) return none("zero_denominator");
  const change = logOf(all);
  const { value: more, margin } = differenceOf(all, part);
  // The shares 1 + u for which (more − u·change)² is at most margin² + (z·u·error)².
  const square = change ** 2 - (z * all.error) ** 2;
  const half = Math.sqrt((more * change) ** 2 - square * (more ** 2 - margin ** 2));
  const bound = (side: 1 | -1) => 1 + (more * change + side * half) / square;
  return {
    ...measure(1 + more / change, part.n),
    confidence: { lower: bound(-1), upper: bound(1), level: 0.95 },
  };
}

/** Whether the change is unlikely to be due to chance alone. */
export function changed({ confidence }: WorksRatio): boolean {
  return confidence !== null && (confidence.upper < 1 || confidence.lower > 1);
}

/** A zero has no logarithm, so one paper replaces it. */
function logOf({ value, expected }: WorksRatio): number {
  return Math.log(Math.max(value ?? NaN, 1 / (expected ?? NaN)));
}

/** ln R of a subset minus ln R of all papers, and half the width of its 95 % interval. */
export function differenceOf(
  all: WorksRatio,
  part: WorksRatio,
): { readonly value: number; readonly margin: number } {
  return {
    value: logOf(part) - logOf(all),
    margin: z * Math.sqrt(Math.max(0, part.error ** 2 - all.error ** 2)),
  };
}

/** The 95 % quantile as a constant, because the rule also runs without Cephes. */
const z = 1.959963984540054;

/** A zero has no logarithm, so one paper replaces it in the upper bound. */
export function intervalOf(value: number, error: number, expected: number): EstimatedMeasure["confidence"] {
  const low = Math.exp(-z * error);
  const high = Math.exp(z * error);
  return { lower: value * low, upper: (value > 0 ? value : 1 / expected) * high, level: 0.95 };
}

/** Expected from size alone, as if there were one field: n_x·n_y/T. */
export function bySize({ joint, x, y, world, squares = joint }: WeightedSizes): readonly Stratum[] {
  return [{ id: 0, joint, squares, expected: world > 0 ? (x / world) * y : 0 }];
}

/** Expected field by field. */
export function bySizeInFields(fields: readonly FieldOfYear[]): readonly Stratum[] {
  return fields.flatMap((field) => bySize(field).map((stratum) => ({ ...stratum, id: field.field })));
}

/** Sizes of several fields as if they were one. */
export function together(fields: readonly PaperSizes[]): PaperSizes {
  const over = (key: keyof PaperSizes) => sum(fields.map((field) => field[key]));
  return { joint: over("joint"), x: over("x"), y: over("y"), world: over("world") };
}

/** Sums sizes of parts, each multiplied by its weight. */
export function weighted(
  parts: readonly { readonly sizes: PaperSizes; readonly times: number }[],
): Required<WeightedSizes> {
  const over = (key: keyof PaperSizes) => sum(parts.map(({ sizes, times }) => times * sizes[key]));
  const squares = sum(parts.map(({ sizes, times }) => times ** 2 * sizes.joint));
  return { joint: over("joint"), x: over("x"), y: over("y"), world: over("world"), squares };
}
