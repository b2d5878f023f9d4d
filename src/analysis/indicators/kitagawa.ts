import { AnalysisError } from "./errors.js";
import { toNumber } from "./interval.js";
import { sum } from "./sum.js";

/** A field's part of the whole, and the rate in it, at two times. */
export interface MixAndRate {
  readonly field: string;
  /** Fractions that add up to one. */
  readonly mixBefore: number;
  readonly mixAfter: number;
  readonly rateBefore: number;
  readonly rateAfter: number;
}

export interface Kitagawa {
  /** Change of the rate as a whole; the sum of the two parts. */
  readonly change: number;
  /** What came from other fields having more weight. */
  readonly composition: number;
  /** What came from other rates in the fields. */
  readonly rate: number;
  readonly fields: readonly { readonly field: string; readonly composition: number; readonly rate: number }[];
}

/**
 * Kitagawa: what of the change of a rate came from the mix of fields, and what from the rates in them.
 *
 * Formula: Σ(m₁ − m₀)·(r₀ + r₁)/2 + Σ(r₁ − r₀)·(m₀ + m₁)/2; m = mix, r = rate.
 * Unit: that of the rates.
 * Range: −∞–∞; the two add up to the change.
 * Undefined: never; a mix that does not add up to one within the tolerance (default 1e-6) throws.
 * Source: Kitagawa 1955.
 */
export function kitagawa(
  fields: readonly MixAndRate[],
  { tolerance = 1e-6 }: { readonly tolerance?: number } = {},
): Kitagawa {
  const checked = fields.map(({ field, ...numbers }, index) => {
    if (fields.findIndex((other) => other.field === field) !== index)
      throw new AnalysisError(`kitagawa: the field "${field}" comes twice`);
    return {
      field,
      m0: toNumber(numbers.mixBefore, `kitagawa: the first weight of ${field}`),
      m1: toNumber(numbers.mixAfter, `kitagawa: the second weight of ${field}`),
      r0: toNumber(numbers.rateBefore, `kitagawa: the first rate of ${field}`),
      r1: toNumber(numbers.rateAfter, `kitagawa: the second rate of ${field}`),
    };
  });
  for (const [mix, when] of [
    ["m0", "first"],
    ["m1", "second"],
  ] as const) {
    const total = sum(checked.map((field) => field[mix]));
    if (!(Math.abs(total - 1) <= tolerance))
      throw new AnalysisError(`kitagawa: the ${when} weights add up to ${total}, not to 1`);
  }
  const parts = checked.map(({ field, m0, m1, r0, r1 }) => ({
    field,
    composition: (m1 - m0) * ((r0 + r1) / 2),
    rate: (r1 - r0) * ((m0 + m1) / 2),
  }));
  return {
    change: sum(checked.flatMap(({ m0, m1, r0, r1 }) => [m1 * r1, -m0 * r0])),
    composition: sum(parts.map(({ composition }) => composition)),
    rate: sum(parts.map(({ rate }) => rate)),
    fields: parts,
  };
}
