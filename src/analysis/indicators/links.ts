import type { Measure } from "../../model/measure.js";
import { chiSquareTail } from "./distributions.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./numeric/statistics.js";
import type { PairInUniverse } from "./pair-counts.js";
import type { FittedLinks } from "./quasi-independence.js";

/** Links between every two economies of a closed set: symmetric, nothing on the diagonal. */
export interface LinkTable {
  /** Sorted by code unit. */
  readonly economies: readonly string[];
  readonly links: readonly (readonly number[])[];
  /** Links of each economy: its row's sum. */
  readonly strengths: readonly number[];
  /** All links, each counted once. */
  readonly total: number;
}

/** One pair of economies, in either order, and its joint papers. */
export interface LinkRow {
  readonly x: string;
  readonly y: string;
  readonly papers: number;
}

export interface LinkOptions {
  /**
   * What a pair without a row means: `zero` where rows come from counting, so that every pair with joint papers has one;
   * `error` (default) where a table of pairs must be complete.
   */
  readonly absent?: "zero" | "error";
}

/**
 * The table of links of all economies that the rows name. A pair twice with the same count counts once; with different
 * counts it throws, as does an economy paired with itself, a count that is negative or none, and a missing pair.
 */
export function links(rows: readonly LinkRow[], { absent = "error" }: LinkOptions = {}): LinkTable {
  const named = new Set<string>();
  for (const { x, y } of rows) named.add(x).add(y);
  const economies = [...named].sort();
  const position = new Map(economies.map((economy, index) => [economy, index]));
  // NaN where there is no count: arrays of nothing but numbers hold them without a box for each.
  const matrix = economies.map(() => new Array<number>(economies.length).fill(NaN));
  for (const { x, y, papers } of rows) {
    if (x === y) throw new AnalysisError(`links: "${x}" is paired with itself`);
    const count = toNumber(papers, `links: the count of ${x} and ${y}`);
    const [i, j] = [position.get(x) ?? 0, position.get(y) ?? 0];
    const before = matrix[i]?.[j] ?? NaN;
    if (!Number.isNaN(before) && before !== count)
      throw new AnalysisError(`links: ${x} and ${y} have two counts, ${before} and ${count}`, {
        hint: "One table is one year of one edition: filter before calling.",
      });
    (matrix[i] ?? [])[j] = count;
    (matrix[j] ?? [])[i] = count;
  }
  const complete = matrix.map((row, i) =>
    row.map((count, j) => {
      if (!Number.isNaN(count)) return count;
      if (i === j || absent === "zero") return 0;
      throw new AnalysisError(`links: no row for ${economies[i] ?? ""} and ${economies[j] ?? ""}`, {
        hint: 'Leave an economy out whose pairs are not complete, or say { absent: "zero" }.',
      });
    }),
  );
  const strengths = complete.map(sum);
  const total = sum(strengths) / 2;
  return { economies, links: complete, strengths, total };
}

/** The link-based counts of a pair, for `ric`, `luukkonen`, `observedToExpected`. */
export function linkCounts(table: LinkTable, x: string, y: string): PairInUniverse {
  const [i, j] = positions(table.economies, x, y, "linkCounts");
  return {
    universe: "links",
    joint: table.links[i]?.[j] ?? 0,
    x: table.strengths[i] ?? 0,
    y: table.strengths[j] ?? 0,
    total: table.total,
  };
}

const places = new WeakMap<readonly string[], ReadonlyMap<string, number>>();

/** As `indexOf`, but fast: every pair of every year asks. */
export function placeIn(economies: readonly string[], code: string): number {
  let known = places.get(economies);
  if (known === undefined) {
    known = new Map(economies.map((economy, index) => [economy, index]));
    places.set(economies, known);
  }
  return known.get(code) ?? -1;
}

export function positions(
  economies: readonly string[],
  x: string,
  y: string,
  what: string,
): readonly [number, number] {
  const place = (economy: string): number => {
    const index = placeIn(economies, economy);
    if (index < 0) throw new AnalysisError(`${what}: no economy "${economy}" among ${economies.join(", ")}`);
    return index;
  };
  if (x === y) throw new AnalysisError(`${what}: "${x}" is paired with itself`);
  return [place(x), place(y)];
}

/**
 * Links expected by size alone, links of an economy with itself among them, which cannot be: the larger a pair, the
 * more its ratio is overstated. `quasiIndependence` mends that.
 *
 * Formula: e_ij = s_i·s_j/2m, s = an economy's links, m = all links.
 * Unit: links.
 * Range: 0–∞.
 * Undefined: never.
 * Source: Newman 2006.
 */
export function configurationModel(table: LinkTable): FittedLinks {
  const { strengths, total, economies } = table;
  const n = economies.length;
  return {
    ...table,
    expected: strengths.map((row) =>
      strengths.map((column) => (total === 0 ? 0 : (row / (2 * total)) * column)),
    ),
    degreesOfFreedom: Math.max(0, (n * (n + 1)) / 2 - n),
    iterations: 0,
    deviation: 0,
  };
}

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
