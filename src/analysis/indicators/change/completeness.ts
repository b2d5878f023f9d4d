import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { toNumber } from "../interval.js";
import { sum } from "../numeric/statistics.js";

/** What one edition counted for a year. */
export interface EditionCount {
  /** Year of publication. */
  readonly year: number;
  /** How long after the year the edition counted: in years, months or editions, the same for all. */
  readonly age: number;
  readonly count: number;
}

export interface DevelopmentStep {
  readonly from: number;
  readonly to: number;
  /** Counts at the later age over those at the earlier, of the years that have both. */
  readonly factor: number;
  /** Years that have both. */
  readonly years: number;
  /** Mack's variance of the step per paper, σ²; null with one year. */
  readonly variance: number | null;
}

export interface YearCompleteness {
  readonly year: number;
  /** Greatest age at which the year was counted. */
  readonly age: number;
  readonly count: number;
  /** count/expected; above 1 where later editions took papers out. Null where a later step was never observed. */
  readonly completeness: number | null;
  /** The count to expect at the greatest age of all. */
  readonly expected: number | null;
  /** Mack's standard error of `expected`; null where a step rests on one year. */
  readonly standardError: number | null;
  /** completeness ≥ threshold; null where that is not known. */
  readonly usable: boolean | null;
}

export interface Completeness {
  readonly steps: readonly DevelopmentStep[];
  readonly years: readonly YearCompleteness[];
}

/**
 * How complete the last years are: chain ladder on what successive editions counted for the same years. It cannot
 * tell late indexing from a change of definition; the greatest age counts as complete.
 *
 * Formula: f_a = Σ C(year, next age)/Σ C(year, a) over years with both; expected = C·Π f from the year's age on;
 * completeness 1/Π f; standard error by Mack.
 * Unit: fraction; `value` is the completeness of the last year, `n` the years.
 * Range: 0–∞, 1 = complete; a year is usable from 0.97 on.
 * Undefined: no counts, or no year that carries a step which the last year needs (`insufficient_data`); a step from
 * counts of zero (`zero_denominator`). Two counts of a year at one age and negative counts throw.
 * Source: Mack 1993.
 */
export function completeness(
  counts: readonly EditionCount[],
  { threshold = 0.97 }: { readonly threshold?: number } = {},
): Modelled<Completeness> {
  toNumber(threshold, "completeness: the threshold");
  const table = tableOf(counts);
  const ages = [...new Set(counts.map(({ age }) => age))].sort((a, b) => a - b);
  const steps = ages.slice(1).map((to, i) => developmentStep(table, ages[i] ?? NaN, to));
  const found = steps.filter((step) => step !== null);
  const years = [...table].map(([year, row]): YearCompleteness => {
    const age = Math.max(...row.keys());
    const count = row.get(age) ?? 0;
    const ahead = steps.slice(ages.indexOf(age));
    const known = ahead.filter((step) => step !== null);
    const none = { year, age, count, completeness: null, expected: null, standardError: null, usable: null };
    if (known.length < ahead.length) return none;
    const growth = known.reduce((product, { factor }) => product * factor, 1);
    if (growth === 0) return none;
    return {
      year,
      age,
      count,
      completeness: 1 / growth,
      expected: count * growth,
      standardError: mackError(table, known, count),
      usable: 1 / growth >= threshold,
    };
  });
  const last = years.at(-1);
  if (last === undefined) return noResult("insufficient_data", 0);
  if (last.completeness === null)
    return noResult(
      counts.some(({ count }) => count > 0) ? "insufficient_data" : "zero_denominator",
      years.length,
    );
  return { value: last.completeness, n: years.length, steps: found, years };
}

type Table = ReadonlyMap<number, ReadonlyMap<number, number>>;

function tableOf(counts: readonly EditionCount[]): Table {
  const table = new Map<number, Map<number, number>>();
  for (const { year, age, count } of [...counts].sort((a, b) => a.year - b.year)) {
    if (!Number.isFinite(year) || !Number.isFinite(age))
      throw new AnalysisError(
        `completeness: expected a year and an age, got ${String(year)} and ${String(age)}`,
      );
    const row = table.get(year) ?? new Map<number, number>();
    if (row.has(age)) throw new AnalysisError(`completeness: ${year} was counted twice at the age of ${age}`);
    table.set(year, row.set(age, toNumber(count, `completeness: the count of ${year} at the age of ${age}`)));
  }
  return table;
}

function developmentStep(table: Table, from: number, to: number): DevelopmentStep | null {
  const both = [...table.values()].flatMap((row) => {
    const [a, b] = [row.get(from), row.get(to)];
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
  const before = sum(both.map(({ a }) => a));
  if (before === 0) return null;
  const factor = sum(both.map(({ b }) => b)) / before;
  const squares = sum(both.map(({ a, b }) => (a === 0 ? 0 : a * (b / a - factor) ** 2)));
  return {
    from,
    to,
    factor,
    years: both.length,
    variance: both.length < 2 ? null : squares / (both.length - 1),
  };
}

/** Root of C_n² Σ σ²/f²·(1/C_a + 1/Σ C_a). */
function mackError(table: Table, steps: readonly DevelopmentStep[], count: number): number | null {
  let at = count;
  let total = 0;
  for (const { from, to, factor, variance } of steps) {
    if (variance === null) return null;
    const before = sum(
      [...table.values()].flatMap((row) => (row.has(from) && row.has(to) ? [row.get(from) ?? 0] : [])),
    );
    if (at > 0 && factor > 0) total += (variance / factor ** 2) * (1 / at + 1 / before);
    at *= factor;
  }
  return at * Math.sqrt(total);
}
