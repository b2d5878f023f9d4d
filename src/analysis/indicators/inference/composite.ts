import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { toInterval, toNumber } from "../interval.js";
import { sum } from "../numeric/statistics.js";
import { own } from "../../../lib/own.js";

export interface CompositeIndicator {
  readonly name: string;
  /** 1: a greater value raises the index; -1: it lowers it. */
  readonly direction: 1 | -1;
  /** Default: equal weights. They are divided by their sum. */
  readonly weight?: number;
}

/** Values of a year (or of an economy) by indicator. */
export interface CompositeRow {
  readonly unit: string | number;
  readonly values: Readonly<Record<string, number>>;
}

export interface CompositeOptions {
  readonly indicators: readonly CompositeIndicator[];
  /**
   * Units whose least and greatest values are 0 and 1; default all. Fix a base period: with all, every added year
   * rewrites the others.
   */
  readonly base?: readonly (string | number)[];
  /** "geometric" (default): a zero cannot be made up for; "arithmetic". */
  readonly aggregation?: "geometric" | "arithmetic";
  /** Least normalised value in the geometric mean; default 1e-6. */
  readonly floor?: number;
}

export interface CompositeUnit {
  readonly unit: string | number;
  /** Least and greatest of the base are 0 and 1; outside the base it may lie beyond. */
  readonly normalised: Readonly<Record<string, number>>;
  readonly value: number;
  /** 1 for the greatest; ties share the better rank. */
  readonly rank: number;
  /** Best and worst rank over weights swept in steps of a tenth. */
  readonly ranks: readonly [number, number];
}

export interface Composite {
  readonly units: readonly CompositeUnit[];
}

/**
 * Composite index: several indicators as one number. A summary beside its parts, never instead of them: print the
 * range of ranks.
 *
 * Formula: z = (x − min)/(max − min) over the base, 1 − z where the direction is −1; Π max(z, floor)^w or Σ w·z, Σw = 1.
 * Unit: none; `value` is the index of the last unit, `n` the units.
 * Range: 0–1 inside the base.
 * Undefined: no unit or base (`insufficient_data`), an indicator without range in the base (`no_variation`). Missing
 * values, unknown base units and weights that are negative or all zero throw.
 * Source: OECD and JRC 2008.
 */
export function compositeIndex(
  rows: readonly CompositeRow[],
  options: CompositeOptions,
): Modelled<Composite> {
  const { indicators, aggregation = "geometric", floor = 1e-6 } = options;
  const names = indicators.map(({ name }) => name);
  if (new Set(names).size !== names.length || names.length === 0)
    throw new AnalysisError("compositeIndex: expected indicators, each named once");
  if (!(floor > 0 && floor < 1))
    throw new AnalysisError(`compositeIndex: the floor must lie between 0 and 1, got ${String(floor)}`);
  const weights = weightsOf(indicators);
  const table = rows.map((row) =>
    names.map(
      (name) =>
        toInterval(own(row.values, name) as number, `compositeIndex: ${name} of ${String(row.unit)}`).lower,
    ),
  );
  const units = rows.map(({ unit }) => unit);
  if (new Set(units).size !== units.length) throw new AnalysisError("compositeIndex: a unit stands twice");
  const base = baseRows(units, options.base);
  if (base.length === 0) return noResult("insufficient_data", rows.length);
  const ranges = names.map((_, j) => {
    const column = base.map((index) => table[index]?.[j] ?? NaN);
    return { low: Math.min(...column), high: Math.max(...column) };
  });
  if (ranges.some(({ low, high }) => low === high)) return noResult("no_variation", rows.length);
  const normalised = table.map((row) =>
    row.map((x, j) => {
      const { low, high } = ranges[j] ?? { low: 0, high: 1 };
      return indicators[j]?.direction === -1 ? (high - x) / (high - low) : (x - low) / (high - low);
    }),
  );
  const indexOf = (given: readonly number[]): readonly number[] =>
    normalised.map((row) =>
      aggregation === "arithmetic"
        ? sum(row.map((z, j) => (given[j] ?? 0) * z))
        : Math.exp(sum(row.map((z, j) => (given[j] ?? 0) * Math.log(Math.max(z, floor))))),
    );
  const index = indexOf(weights);
  const ranks = ranksOf(index);
  const swept = simplexGrid(names.length, 10).map((given) => ranksOf(indexOf(given)));
  const described = rows.map(({ unit }, i): CompositeUnit => {
    const over = swept.map((all) => all[i] ?? NaN);
    return {
      unit,
      normalised: Object.fromEntries(names.map((name, j) => [name, normalised[i]?.[j] ?? NaN])),
      value: index[i] ?? NaN,
      rank: ranks[i] ?? NaN,
      ranks: [Math.min(...over), Math.max(...over)],
    };
  });
  return { value: index.at(-1) ?? NaN, n: rows.length, units: described };
}

function weightsOf(indicators: readonly CompositeIndicator[]): readonly number[] {
  const weights = indicators.map(({ name, weight = 1 }) =>
    toNumber(weight, `compositeIndex: the weight of ${name}`),
  );
  const total = sum(weights);
  if (total === 0) throw new AnalysisError("compositeIndex: all weights are zero");
  return weights.map((weight) => weight / total);
}

function baseRows(
  units: readonly (string | number)[],
  base: readonly (string | number)[] | undefined,
): readonly number[] {
  if (base === undefined) return units.map((_, i) => i);
  return base.map((unit) => {
    const index = units.indexOf(unit);
    if (index < 0) throw new AnalysisError(`compositeIndex: the base unit ${unit} is not among the rows`);
    return index;
  });
}

function ranksOf(values: readonly number[]): readonly number[] {
  // Sums in another order of the same parts must not break a tie.
  return values.map((value) => 1 + values.filter((other) => other > value + 1e-12 * Math.abs(value)).length);
}

/** All weights that are multiples of 1/steps and add up to one. */
function simplexGrid(parts: number, steps: number): readonly (readonly number[])[] {
  const fill = (left: number, rest: number): readonly (readonly number[])[] =>
    left === 1
      ? [[rest / steps]]
      : Array.from({ length: rest + 1 }, (_, k) => k).flatMap((k) =>
          fill(left - 1, rest - k).map((more) => [k / steps, ...more]),
        );
  return fill(parts, steps);
}
