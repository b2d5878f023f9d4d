/** R out of counts of single papers: propensity in a year over the geometric mean of the baseline. */
import type { EstimatedMeasure } from "../../model/measure.js";
import { geometricMean, sum } from "../indicators/statistics.js";
import type { ClassOfR, VerdictRule } from "./rule.js";
import type { PaperSizes } from "./works-rule.js";

export interface WorksRatio extends EstimatedMeasure {
  /** Joint papers of the year. */
  readonly joint: number;
  /** Joint papers of the year at the propensity of the baseline; null where that has none. */
  readonly expected: number | null;
  /** Standard error of ln R; NaN without an R. */
  readonly error: number;
  /** The fewest joint papers that a year of the baseline has, or that are expected of the year itself. */
  readonly least: number;
}

export interface RatioQuestion {
  readonly year: number;
  readonly baseline: readonly number[];
}

/** Observed and expected joint papers of one year, the expected up to a constant. */
export interface ObservedExpected {
  readonly joint: number;
  readonly expected: number;
}

/**
 * R of any observed and expected papers.
 *
 * Formula: R = A(t)/A(B), A = observed/expected, A(B) = geometric mean over the baseline.
 * Unit: none; `n`: joint papers of the year and the baseline.
 * Range: 0–∞, 1 = as in the baseline.
 * Undefined: a year that is missing (`insufficient_data`), or a baseline year without joint papers (`zero_denominator`).
 * Interval: R·exp(±z·√(1/c_t + Σ 1/c_b/|B|²)), counts being Poisson.
 * Source: Zitt, Bassecoulard and Okubo 2000; Rothman and Greenland 1998 (the interval).
 */
export function worksRatio(
  at: (year: number) => ObservedExpected | null,
  { year, baseline }: RatioQuestion,
): WorksRatio {
  const now = at(year);
  const before = baseline.map(at);
  const known = before.flatMap((one) => one ?? []);
  const n = (now?.joint ?? 0) + sum(known.map(({ joint }) => joint));
  const none = (reason: "insufficient_data" | "zero_denominator"): WorksRatio => ({
    ...{
      value: null,
      reason,
      n,
      confidence: null,
      joint: now?.joint ?? 0,
      expected: null,
      error: NaN,
      least: 0,
    },
  });
  if (now === null || known.length === 0 || known.length < before.length) return none("insufficient_data");
  const level = geometricMean(known.map(propensity));
  if (level === null || now.expected <= 0) return none("zero_denominator");
  const expected = level * now.expected;
  const error = Math.sqrt(
    1 / Math.max(now.joint, 1) + sum(known.map(({ joint }) => 1 / joint)) / known.length ** 2,
  );
  const value = now.joint / expected;
  return {
    ...{ value, n, joint: now.joint, expected, error },
    confidence: intervalOf(value, error, expected),
    least: Math.min(expected, ...known.map(({ joint }) => joint)),
  };
}

/** Of 95 %, written down: the rule also runs where Cephes does not. */
const z = 1.959963984540054;

/** A zero has no logarithm: one paper stands for it in the upper bound. */
export function intervalOf(value: number, error: number, expected: number): EstimatedMeasure["confidence"] {
  const [low, high] = [Math.exp(-z * error), Math.exp(z * error)];
  return { lower: value * low, upper: (value > 0 ? value : 1 / expected) * high, level: 0.95 };
}

function propensity({ joint, expected }: ObservedExpected): number | null {
  return expected > 0 ? joint / expected : null;
}

/** By size alone: n_x·n_y/T. */
export function bySize({ joint, x, y, world }: PaperSizes): ObservedExpected {
  return { joint, expected: world > 0 ? (x / world) * y : 0 };
}

/** The same field by field, added up. */
export function bySizeInFields(fields: readonly PaperSizes[]): ObservedExpected {
  const each = fields.map(bySize);
  return { joint: sum(each.map(({ joint }) => joint)), expected: sum(each.map(({ expected }) => expected)) };
}

/** Sizes of several fields as if they were one. */
export function together(fields: readonly PaperSizes[]): PaperSizes {
  const over = (key: keyof PaperSizes) => sum(fields.map((field) => field[key]));
  return { joint: over("joint"), x: over("x"), y: over("y"), world: over("world") };
}

export function classOfRatio({ limits }: Pick<VerdictRule, "limits">, value: number): ClassOfR {
  if (value <= limits.full) return "full";
  if (value < limits.partial) return "partial";
  return value <= limits.recoupled ? "none" : "recoupled";
}
