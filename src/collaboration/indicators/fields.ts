/**
 * Fields of research: who specialises in what, and what remains of a pair's affinity, or of a change, with the mix of
 * fields held fixed. Impossible counts (more joint papers than papers, a field twice) throw an error that names them.
 */
import {
  AnalysisError,
  type EstimatedMeasure,
  type Interval,
  measure,
  type Measure,
  toNumber,
} from "briefing/analysis";
import { gammaUpperQuantile, level } from "./distributions.js";
import { sum } from "./statistics.js";

export {
  type CommonOdds,
  type FieldChange,
  type FieldShare,
  mantelHaenszel,
  type Simpson,
  simpson,
  type Stratum,
} from "./strata.js";

/** A pair in one field: papers of x, of y and of both, and all papers of the field's universe. */
export interface FieldCounts {
  readonly field: string;
  readonly joint: number;
  readonly x: number;
  readonly y: number;
  readonly total: number;
}

export interface FieldNormalised extends EstimatedMeasure {
  /** Joint papers of all fields. */
  readonly observed: number;
  /** Joint papers expected from size alone in each field, added up. */
  readonly expected: number;
  /** Observed over expected of the sums, as if there were one field; it depends on the mix of fields. */
  readonly unnormalised: Measure;
}

/**
 * Observed over expected joint papers, expected field by field, so that a similar mix of fields does not count as
 * affinity.
 *
 * Formula: Σ_f c_f / Σ_f (n_xf·n_yf/T_f).
 * Unit: none; `n`: joint papers.
 * Range: 0–∞, 1 = as many as expected from size in each field.
 * Undefined: nothing expected in any field (`zero_denominator`).
 * Interval: exact for a Poisson count of joint papers (Garwood 1936); none if counts are fractional.
 * Note: a paper in k fields has weight 1/k in each.
 * Source: indirect standardisation after Zitt, Bassecoulard and Okubo 2000; Garwood 1936.
 */
export function fieldNormalised(counts: readonly FieldCounts[]): FieldNormalised {
  const fields = counts.map(checkedCounts);
  const twice = fields.find(
    ({ field }, index) => fields.findIndex((other) => other.field === field) !== index,
  );
  if (twice !== undefined) throw new AnalysisError(`fieldNormalised: the field "${twice.field}" comes twice`);
  const expectations = fields.map(({ x, y, total }) => expectation(x, y, total));
  const [observed, x, y, total] = (["joint", "x", "y", "total"] as const).map((key) =>
    sum(fields.map((field) => field[key])),
  ) as [number, number, number, number];
  const expected = sum(expectations);
  const ratio = (count: number, of: number): Measure =>
    measure(of === 0 ? "zero_denominator" : count / of, count);
  const isCount = Number.isInteger(observed);
  const bounds = expected === 0 || !isCount ? null : poissonInterval(observed);
  return {
    ...ratio(observed, expected),
    confidence:
      bounds === null ? null : { lower: bounds.lower / expected, upper: bounds.upper / expected, level },
    observed,
    expected,
    unnormalised: ratio(observed, expectation(x, y, total)),
  };
}

/** Exact interval of the mean of a Poisson count. */
function poissonInterval(count: number): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : gammaUpperQuantile(1 - tail, count),
    upper: gammaUpperQuantile(tail, count + 1),
  };
}

function expectation(x: number, y: number, total: number): number {
  return total === 0 ? 0 : (x / total) * y;
}

function checkedCounts({ field, joint, x, y, total }: FieldCounts): FieldCounts {
  const numbers = {
    joint: toNumber(joint, `fieldNormalised: the joint count of ${field}`),
    x: toNumber(x, `fieldNormalised: the count of x in ${field}`),
    y: toNumber(y, `fieldNormalised: the count of y in ${field}`),
    total: toNumber(total, `fieldNormalised: the total of ${field}`),
  };
  for (const [part, whole] of [
    ["joint", "x"],
    ["joint", "y"],
    ["x", "total"],
    ["y", "total"],
  ] as const)
    if (numbers[part] > numbers[whole])
      throw new AnalysisError(
        `fieldNormalised: in ${field} the ${part} count (${numbers[part]}) is greater than the ${whole} count (${numbers[whole]})`,
      );
  return { field, ...numbers };
}
