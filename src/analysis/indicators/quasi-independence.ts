import type { LinkTable } from "./links.js";
import { sum } from "./statistics.js";

/** A table of links and what size alone expects of it. */
export interface FittedLinks extends LinkTable {
  /** One for each economy: a pair is expected to have their product. Null where the fit did not converge. */
  readonly factors: readonly number[] | null;
}

/**
 * Links expected by size alone where none is possible with oneself.
 *
 * Formula: e_ij = a_i·a_j off an empty diagonal, with the observed row sums, found by iterative proportional fitting.
 * Unit: links.
 * Range: 0–∞; an economy without links expects none.
 * Undefined: `factors` is null where a row sum is still off by more than a millionth of a millionth after 10,000 rounds
 * (an economy with half of all links, as in a star, has no such fit).
 * Note: three economies leave no degree of freedom: the fit repeats the data.
 * Source: Goodman 1968; Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function quasiIndependence(table: LinkTable): FittedLinks {
  const factors = fittedFactors(table.strengths);
  return { ...table, factors: factors && Array.from(factors) };
}

/** A factor for each economy, so that their products off the diagonal have the given row sums; null without convergence. */
export function fittedFactors(strengths: readonly number[]): Float64Array | null {
  const factors = directFactors(strengths);
  for (let round = 0; round < 10_000; round++) if (refine(factors, strengths) <= 1e-12) return factors;
  return null;
}

/**
 * Factors out of their sum S: a row sum s = a·(S − a) makes a = (S − √(S² − 4s))/2 while no economy has more than half
 * of S, and S is where these add up to it. Found in a few steps; where one economy is larger than that, a mere start.
 */
function directFactors(strengths: readonly number[]): Float64Array {
  const total = sum(strengths);
  const plain = Float64Array.from(strengths, (strength) => (total === 0 ? 0 : strength / Math.sqrt(total)));
  const least = 2 * Math.sqrt(Math.max(0, ...strengths));
  const factors = new Float64Array(strengths.length);
  const addUp = (all: number): number => {
    for (let i = 0; i < factors.length; i++) {
      const strength = strengths[i] ?? 0;
      factors[i] = (2 * strength) / (all + Math.sqrt(Math.max(0, all * all - 4 * strength)));
    }
    return sum(factors);
  };
  if (total === 0 || addUp(least) < least) return plain;
  let low = least;
  let high = 2 * sum(plain) + least;
  let all = Math.max(least * (1 + 1e-9), sum(plain));
  for (let step = 0; step < 60; step++) {
    const excess = addUp(all) - all;
    if (Math.abs(excess) <= 1e-15 * all || high - low <= 1e-15 * high) return factors;
    if (excess > 0) low = all;
    else high = all;
    const slope = -1 - sum(factors.map((factor) => factor / (all - 2 * factor)));
    const next = all - excess / slope;
    // Newton's step, or half of what is left where it would leave the bracket.
    all = next > low && next < high ? next : (low + high) / 2;
  }
  addUp(all);
  return factors;
}

/**
 * One round: each factor moves half of the way, on the scale of logarithms, to the one that would make its row's sum
 * right given the others. All move at once, so that the order of economies is of no matter. Returns how far the worst
 * row was off before. A table of links is symmetric, so one factor an economy is enough.
 */
function refine(factors: Float64Array, strengths: readonly number[]): number {
  const all = sum(factors);
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
