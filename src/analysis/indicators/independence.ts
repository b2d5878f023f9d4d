import type { Measure } from "../../model/measure.js";
import { chiSquareTail } from "./distributions.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./sum.js";

export interface Independence {
  readonly expected: readonly (readonly number[])[];
  /** (O − E)/√E; null where nothing is expected. */
  readonly pearson: readonly (readonly (number | null)[])[];
  /** Pearson's residual over its standard error, √((1 − row/N)(1 − column/N)); null also where that is zero. */
  readonly standardised: readonly (readonly (number | null)[])[];
  /** χ² = Σ (O − E)²/E. */
  readonly statistic: Measure;
  readonly degreesOfFreedom: number;
  /** P(χ² > statistic) if rows and columns were independent; null also without a degree of freedom. */
  readonly p: Measure;
}

/**
 * A table of counts against independence of its rows and columns: expected counts, residuals, and χ².
 *
 * Formula: E = row·column/N; χ² = Σ (O − E)²/E.
 * Unit: none; `n`: the sum of the table.
 * Range: χ²: 0–∞; rows and columns of zeros do not count as degrees of freedom.
 * Undefined: an empty table (`zero_denominator`).
 * Source: Pearson 1900; Haberman 1973 (standardised residuals).
 */
export function independence(table: readonly (readonly number[])[]): Independence {
  const width = table[0]?.length ?? 0;
  table.forEach((row, i) => {
    if (row.length !== width)
      throw new AnalysisError(`independence: row ${i} has ${row.length} cells, row 0 has ${width}`);
    row.forEach((cell, j) => toNumber(cell, `independence: the count in row ${i}, column ${j}`));
  });
  const rows = table.map(sum);
  const columns = Array.from({ length: width }, (_, j) => sum(table.map((row) => row[j] ?? 0)));
  const n = sum(rows);
  const expected = rows.map((row) => columns.map((column) => (n === 0 ? 0 : (row / n) * column)));
  const cells = (formula: (i: number, j: number) => number | null): (number | null)[][] =>
    rows.map((_, i) => columns.map((__, j) => formula(i, j)));
  const pearson = cells((i, j) => {
    const e = expected[i]?.[j] ?? 0;
    return e === 0 ? null : ((table[i]?.[j] ?? 0) - e) / Math.sqrt(e);
  });
  const standardised = cells((i, j) => {
    const residual = pearson[i]?.[j] ?? null;
    const variance = (1 - (rows[i] ?? 0) / n) * (1 - (columns[j] ?? 0) / n);
    return residual === null || variance === 0 ? null : residual / Math.sqrt(variance);
  });
  const used = (margins: readonly number[]): number => margins.filter((margin) => margin > 0).length;
  const degreesOfFreedom = Math.max(0, used(rows) - 1) * Math.max(0, used(columns) - 1);
  const statistic = sum(pearson.flat().map((residual) => (residual ?? 0) * (residual ?? 0)));
  return {
    expected,
    pearson,
    standardised,
    statistic: measure(n === 0 ? "zero_denominator" : statistic, n),
    degreesOfFreedom,
    p: measure(
      n === 0
        ? "zero_denominator"
        : degreesOfFreedom === 0
          ? "insufficient_data"
          : chiSquareTail(statistic, degreesOfFreedom),
      n,
    ),
  };
}
