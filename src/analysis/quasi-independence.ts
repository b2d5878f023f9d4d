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
  const { tolerance = 1e-12, maxIterations = 10_000 } = options;
  if (!(tolerance > 0))
    throw new AnalysisError(`quasiIndependence: tolerance must be positive, got ${tolerance}`);
  if (!Number.isInteger(maxIterations) || maxIterations < 1)
    throw new AnalysisError(`quasiIndependence: maxIterations must be 1 or more, got ${maxIterations}`);
  const { strengths } = table;
  const linked = strengths.filter((strength) => strength > 0).length;
  let fit: number[][] = strengths.map((row, i) =>
    strengths.map((column, j) => (i === j || row * column === 0 ? 0 : 1)),
  );
  let deviation = Infinity;
  let iterations = 0;
  while (deviation > tolerance && iterations < maxIterations) {
    fit = transpose(scaled(transpose(scaled(fit, strengths)), strengths));
    iterations++;
    deviation = Math.max(0, ...fit.map((row, i) => relative(sum(row), strengths[i] ?? 0)));
  }
  // Columns hold exactly after a round, rows up to the tolerance: their mean is as symmetric as the table.
  const mirrored = transpose(fit);
  const symmetric = fit.map((row, i) => row.map((cell, j) => (cell + (mirrored[i]?.[j] ?? 0)) / 2));
  return {
    ...table,
    expected: deviation <= tolerance ? symmetric : null,
    degreesOfFreedom: Math.max(0, (linked * (linked - 1)) / 2 - linked),
    iterations,
    deviation,
  };
}

/** Rows scaled to the margins. */
function scaled(matrix: readonly (readonly number[])[], margins: readonly number[]): number[][] {
  return matrix.map((row, i) => {
    const total = sum(row);
    const factor = total === 0 ? 0 : (margins[i] ?? 0) / total;
    return row.map((cell) => cell * factor);
  });
}

function transpose(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((_, i) => matrix.map((row) => row[i] ?? 0));
}

function relative(fitted: number, margin: number): number {
  return margin === 0 ? 0 : Math.abs(fitted - margin) / margin;
}
