import { AnalysisError } from "./errors.js";
import type { FittedLinks } from "./fitted-links.js";
import type { LinkTable } from "./link-table.js";
import { sum } from "./sum.js";

export interface FitOptions {
  /** The fit has converged when no margin is off by more, relatively; default 1e-12. */
  readonly tolerance?: number;
  /** Give up after as many rounds; default 10,000. */
  readonly maxIterations?: number;
}

/**
 * Links expected by size alone where none is possible with oneself.
 *
 * Formula: e_ij = a_i·a_j off an empty diagonal, with the observed row sums, found by iterative proportional fitting.
 * Unit: links.
 * Range: 0–∞; an economy without links expects none.
 * Undefined: `expected` is null where a row sum is still off by more than `tolerance` after `maxIterations` (an economy
 * with half of all links, as in a star, has no such fit).
 * Note: three economies leave no degree of freedom: the fit repeats the data.
 * Source: Goodman 1968; Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function quasiIndependence(table: LinkTable, options: FitOptions = {}): FittedLinks {
  const { strengths } = table;
  const linked = strengths.filter((strength) => strength > 0).length;
  const { factors, iterations, deviation } = fittedFactors(strengths, options);
  return {
    ...table,
    expected: factors?.map((row, i) => factors.map((column, j) => (i === j ? 0 : row * column))) ?? null,
    degreesOfFreedom: Math.max(0, (linked * (linked - 1)) / 2 - linked),
    iterations,
    deviation,
  };
}

/** A factor for each economy, so that their products off the diagonal have the given row sums; null without convergence. */
export function fittedFactors(
  strengths: readonly number[],
  { tolerance = 1e-12, maxIterations = 10_000 }: FitOptions = {},
): { readonly factors: readonly number[] | null; readonly iterations: number; readonly deviation: number } {
  if (!(tolerance > 0))
    throw new AnalysisError(`quasiIndependence: tolerance must be positive, got ${tolerance}`);
  if (!Number.isInteger(maxIterations) || maxIterations < 1)
    throw new AnalysisError(`quasiIndependence: maxIterations must be 1 or more, got ${maxIterations}`);
  const total = sum(strengths);
  const factors = strengths.map((strength) => (total === 0 ? 0 : strength / Math.sqrt(total)));
  let deviation = Infinity;
  let iterations = 0;
  while (deviation > tolerance && iterations < maxIterations) {
    deviation = refine(factors, strengths);
    iterations++;
  }
  return { factors: deviation <= tolerance ? factors : null, iterations, deviation };
}

/**
 * One round: each factor moves half of the way, on the scale of logarithms, to the one that would make its row's sum
 * right given the others. All move at once, so that the order of economies is of no matter. Returns how far the worst
 * row was off before. A table of links is symmetric, so one factor an economy is enough.
 */
function refine(factors: number[], strengths: readonly number[]): number {
  const all = sum(factors);
  let deviation = 0;
  for (const [i, strength] of strengths.entries()) {
    if (strength === 0) continue;
    const factor = factors[i] ?? 0;
    const fitted = factor * (all - factor);
    deviation = Math.max(deviation, relative(fitted, strength));
    factors[i] = factor * Math.sqrt(strength / fitted);
  }
  return deviation;
}

function relative(fitted: number, margin: number): number {
  return margin === 0 ? 0 : Math.abs(fitted - margin) / margin;
}
