/** Exact decomposition of a change: the parts add up to it. Descriptive; a part is not a cause. */
import { AnalysisError, own, toNumber } from "briefing/analysis";
import { sum } from "./statistics.js";

/** Factors by name; their product is the quantity that changes. */
export type Factors = Readonly<Record<string, number>>;

export interface FactorEffect {
  readonly factor: string;
  /** Contribution to the change, in the units of the product. */
  readonly effect: number;
}

/** Replaces a factor of zero (Ang and Liu 2007), so that its effect is the whole change, as in the limit. */
const SMALL = 1e-100;

/**
 * Additive LMDI-I decomposition of a product of factors. It leaves no residual and does not depend on the order of the
 * factors or, except for the sign, of the two times.
 *
 * Formula: effect_k = L(c₁, c₀)·ln(k₁/k₀), L(a, b) = (a − b)/ln(a/b), L(a, a) = a.
 * Unit: that of the product.
 * Range: −∞–∞; the effects add up to the change.
 * Undefined: never; a factor of zero counts as 10⁻¹⁰⁰ (Ang and Liu 2007), zero at both times has no effect; throws if
 * the two times have different factors, or if a factor is negative or missing.
 * Source: Ang 2004, 2015.
 */
export function lmdi(before: Factors, after: Factors): readonly FactorEffect[] {
  const names = Object.keys(before);
  if (names.length === 0) throw new AnalysisError("lmdi: there are no factors");
  for (const name of Object.keys(after))
    if (!names.includes(name))
      throw new AnalysisError(`lmdi: the factor "${name}" is only in the second point`);
  const pairs = names.map((name) => ({
    factor: name,
    k0: toNumber(own(before, name) as number, `lmdi: the first value of "${name}"`),
    k1: toNumber(own(after, name) as number, `lmdi: the second value of "${name}"`),
  }));
  const c0 = product(pairs.map(({ k0 }) => k0));
  const c1 = product(pairs.map(({ k1 }) => k1));
  const change = c1 - c0;
  const changing = pairs.filter(({ k0, k1 }) => k0 !== k1);
  const logs = new Map(changing.map(({ factor, k0, k1 }) => [factor, logRatio(k1, k0)]));
  const total = sum([...logs.values()]);
  // The logarithmic mean of the products with SMALL in them; their own logarithms would underflow.
  const isSmall = Math.abs(total) < 1e-3;
  const weight = change === 0 ? c0 : change / (isSmall ? logRatio(c1, c0) : total);
  return pairs.map(({ factor }) => ({ factor, effect: weight * (logs.get(factor) ?? 0) }));
}

/** ln(k₁/k₀), computed as 2·atanh((k₁ − k₀)/(k₁ + k₀)) if the two are close, to avoid cancellation. */
function logRatio(k1: number, k0: number): number {
  const a = k1 === 0 ? SMALL : k1;
  const b = k0 === 0 ? SMALL : k0;
  const half = (a - b) / (a + b);
  return Math.abs(half) < 0.5 ? 2 * Math.atanh(half) : Math.log(a) - Math.log(b);
}

function product(values: readonly number[]): number {
  const result = values.reduce((a, b) => a * b, 1);
  if (!Number.isFinite(result)) throw new AnalysisError("lmdi: the product of the factors is not finite");
  return result;
}
