import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import { type LinkTable, positions } from "./links.js";
import { sum } from "./statistics.js";

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
  const start = directFactors(strengths);
  const factors = [...start.factors];
  let deviation = Infinity;
  let iterations = start.iterations;
  while (deviation > tolerance && iterations < maxIterations) {
    deviation = refine(factors, strengths);
    iterations++;
  }
  return { factors: deviation <= tolerance ? factors : null, iterations, deviation };
}

/**
 * Factors out of their sum S: a row sum s = a·(S − a) makes a = (S − √(S² − 4s))/2 while no economy has more than half
 * of S, and S is where these add up to it. Found in a few steps; where one economy is larger than that, a mere start.
 */
function directFactors(strengths: readonly number[]): {
  readonly factors: readonly number[];
  readonly iterations: number;
} {
  const total = sum(strengths);
  const plain = strengths.map((strength) => (total === 0 ? 0 : strength / Math.sqrt(total)));
  const least = 2 * Math.sqrt(Math.max(0, ...strengths));
  const at = (all: number) =>
    strengths.map((strength) => (2 * strength) / (all + Math.sqrt(Math.max(0, all * all - 4 * strength))));
  if (total === 0 || sum(at(least)) < least) return { factors: plain, iterations: 0 };
  let [low, high] = [least, 2 * sum(plain) + least];
  let all = Math.max(least * (1 + 1e-9), sum(plain));
  for (let iterations = 1; iterations <= 60; iterations++) {
    const factors = at(all);
    const excess = sum(factors) - all;
    if (Math.abs(excess) <= 1e-15 * all || high - low <= 1e-15 * high) return { factors, iterations };
    if (excess > 0) low = all;
    else high = all;
    const slope = -1 - sum(factors.map((factor) => factor / (all - 2 * factor)));
    const next = all - excess / slope;
    // Newton's step, or half of what is left where it would leave the bracket.
    all = next > low && next < high ? next : (low + high) / 2;
  }
  return { factors: at(all), iterations: 60 };
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

/** A table of links and what a model expects of it. */
export interface FittedLinks extends LinkTable {
  /** Expected links, in the order of `economies`; null where the fit did not converge. */
  readonly expected: readonly (readonly number[])[] | null;
  /** Free cells less parameters: with 0 the model repeats the data, and every ratio is 1 whatever happened. */
  readonly degreesOfFreedom: number;
  /** Rounds of fitting. */
  readonly iterations: number;
  /** Greatest relative difference between a margin and its fit. */
  readonly deviation: number;
}

/**
 * Observed over fitted links of a pair.
 *
 * Formula: w_xy/e_xy.
 * Unit: none; `n`: all links of the table.
 * Range: 0–∞, 1 = as the model expects; symmetric.
 * Undefined: nothing expected (`zero_denominator`); a fit that did not converge (`not_converged`).
 * Source: Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function observedToFitted(model: FittedLinks, x: string, y: string): Measure {
  return ofPair(model, x, y, "observedToFitted", (observed, expected) => observed / expected);
}

function ofPair(
  model: FittedLinks,
  x: string,
  y: string,
  what: string,
  formula: (observed: number, expected: number) => number,
): Measure {
  const [i, j] = positions(model.economies, x, y, what);
  if (model.expected === null) return measure("not_converged", model.total);
  const expected = model.expected[i]?.[j] ?? 0;
  if (expected === 0) return measure("zero_denominator", model.total);
  return measure(formula(model.links[i]?.[j] ?? 0, expected), model.total);
}
