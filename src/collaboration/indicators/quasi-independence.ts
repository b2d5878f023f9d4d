import type { LinkTable } from "./links.js";

/** A table of links and those expected from size alone. */
export interface FittedLinks extends LinkTable {
  /** One per economy: the product of two is the number of links expected. Null if the fit did not converge. */
  readonly factors: readonly number[] | null;
}

/**
 * Links expected from size alone, with no links to oneself.
 *
 * Formula: e_ij = a_i·a_j off an empty diagonal, with the observed row sums, found by iterative proportional fitting.
 * Unit: links.
 * Range: 0–∞; zero for an economy without links.
 * Undefined: `factors` is null if a row sum is still off by more than 10⁻¹² after 10,000 rounds (an economy with half
 * of all links, as in a star, has no such fit).
 * Note: with three economies there is no degree of freedom, and the fit reproduces the data.
 * Source: Goodman 1968; Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function quasiIndependence(table: LinkTable): FittedLinks {
  const factors = fittedFactors(table.strengths);
  return { ...table, factors: factors && Array.from(factors) };
}

/** A factor per economy such that their off-diagonal products have the given row sums; null without convergence. */
export function fittedFactors(strengths: ArrayLike<number>): Float64Array | null {
  // Sums of rounded numbers depend on their order, and the fit must not.
  const sizes = Float64Array.from(strengths).sort();
  const factors = directFactors(sizes);
  for (let round = 0; round < 10_000; round++) {
    if (refine(factors, sizes) > 1e-12) continue;
    const bySize = new Map(Array.from(factors, (factor, index) => [sizes[index], factor]));
    return Float64Array.from(strengths, (strength) => bySize.get(strength) ?? 0);
  }
  return null;
}

/**
 * Starting factors from their sum S. A row sum s = a·(S − a) gives a = (S − √(S² − 4s))/2 if no economy exceeds half of
 * S; these factors add up to S. Found in a few steps; only a rough start if one economy is larger.
 * The strengths ascend.
 */
function directFactors(strengths: Float64Array): Float64Array {
  const total = plainSum(strengths);
  const plain = strengths.map((strength) => (total === 0 ? 0 : strength / Math.sqrt(total)));
  const least = 2 * Math.sqrt(strengths.at(-1) ?? 0);
  const factors = new Float64Array(strengths.length);
  const addUp = (all: number): number => {
    for (let i = 0; i < factors.length; i++) {
      const strength = strengths[i] ?? 0;
      factors[i] = (2 * strength) / (all + Math.sqrt(Math.max(0, all * all - 4 * strength)));
    }
    return plainSum(factors);
  };
  if (total === 0 || addUp(least) < least) return plain;
  let low = least;
  let high = 2 * plainSum(plain) + least;
  let all = Math.max(least * (1 + 1e-9), plainSum(plain));
  for (let step = 0; step < 60; step++) {
    const excess = addUp(all) - all;
    if (Math.abs(excess) <= 1e-14 * all || high - low <= 1e-15 * high) return factors;
    if (excess > 0) low = all;
    else high = all;
    const slope = -1 - plainSum(factors.map((factor) => factor / (all - 2 * factor)));
    const next = all - excess / slope;
    // Newton's step, or bisection if it would leave the bracket.
    all = next > low && next < high ? next : (low + high) / 2;
  }
  addUp(all);
  return factors;
}

/**
 * One round: each factor moves halfway, on the log scale, to the value that would match its row sum given the others.
 * All move at once. Returns the largest relative error of a row before the round. A table of links is symmetric, so
 * one factor per economy is enough.
 */
function refine(factors: Float64Array, strengths: Float64Array): number {
  const all = plainSum(factors);
  let deviation = 0;
  for (let i = 0; i < factors.length; i++) {
    const strength = strengths[i] ?? 0;
    if (strength === 0) continue;
    const factor = factors[i] ?? 0;
    const fitted = factor * (all - factor);
    deviation = Math.max(deviation, Math.abs(fitted - strength) / strength);
    factors[i] = factor * Math.sqrt(strength / fitted);
  }
  return deviation;
}

/** The sum, rounded at each step. */
function plainSum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] ?? 0;
  return total;
}
