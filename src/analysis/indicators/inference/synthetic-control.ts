import { type Modelled, noResult } from "../estimate.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at, dot } from "../numeric/vectors.js";
import { sum } from "../numeric/statistics.js";
import {
  type Cell,
  comparison,
  type ComparisonOptions,
  type PanelRow,
  placeboTest,
  type PlaceboTest,
} from "./panel.js";

export interface SyntheticYear {
  readonly year: number;
  readonly observed: number;
  readonly synthetic: number;
  readonly gap: number;
}

export interface SyntheticControl {
  /** Of all donors, by name; they add up to one. */
  readonly weights: readonly { readonly unit: string; readonly weight: number }[];
  readonly years: readonly SyntheticYear[];
  /** Root mean squared gap before and after. */
  readonly preRmspe: number;
  readonly postRmspe: number;
  /** postRmspe/preRmspe; null where the fit before is perfect (to a billionth of the unit's values). */
  readonly ratio: number | null;
  /** Rank of the ratio among all donors played through as treated; null without a ratio or donors to rank. */
  readonly test: PlaceboTest | null;
  /** Donors without a value in a year in which the treated unit has one. */
  readonly leftOut: readonly string[];
}

/**
 * Synthetic control: the mixture of other pairs that followed the pair until a year, and how far the pair went from it.
 *
 * Formula: weights w ≥ 0, Σw = 1 that minimise Σ_{t < from} (y_t − Σ w_j·y_jt)²; gap_t = y_t − Σ w_j·y_jt; p = rank of
 * RMSPE after/RMSPE before among all units.
 * Unit: that of the values ("level" by default here; "log": log points); `value` is the mean gap after, `n` the years
 * before.
 * Range: −∞–∞. A ratio says something only where the fit before is good: look at `preRmspe`.
 * Undefined: no donor, no year before or after (`insufficient_data`), no solution found (`not_converged`).
 * Source: Abadie, Diamond and Hainmueller 2010.
 */
export function syntheticControl(
  rows: readonly PanelRow[],
  given: ComparisonOptions,
): Modelled<SyntheticControl> {
  const options = { scale: "level", placebos: "with-treated", ...given } as const;
  const { treated, from } = options;
  const cells = comparison(rows, options, "syntheticControl");
  const years = cells.filter(({ unit }) => unit === treated).map(({ year }) => year);
  const n = years.filter((year) => year < from).length;
  const { complete, leftOut } = completeUnits(cells, years);
  const donors = [...complete.keys()].filter((unit) => unit !== treated);
  if (n === 0 || n === years.length || donors.length === 0) return noResult("insufficient_data", n);
  const main = fitted(complete, treated, donors, years, n);
  if (main === null) return noResult("not_converged", n);
  const pool = options.placebos === "with-treated" ? [treated, ...donors] : donors;
  const placebos = donors.flatMap((unit) => {
    const others = pool.filter((other) => other !== unit).sort();
    const result = others.length === 0 ? null : fitted(complete, unit, others, years, n);
    return result === null || result.ratio === null ? [] : [{ unit, value: result.ratio }];
  });
  const after = main.years.slice(n);
  return {
    value: sum(after.map(({ gap }) => gap)) / after.length,
    n,
    ...main,
    test: main.ratio === null || placebos.length === 0 ? null : placeboTest(main.ratio, placebos),
    leftOut,
  };
}

function fitted(
  units: ReadonlyMap<string, readonly number[]>,
  treated: string,
  donors: readonly string[],
  years: readonly number[],
  before: number,
) {
  const own = units.get(treated) ?? [];
  const columns = donors.map((unit) => units.get(unit) ?? []);
  const weights = simplexLeastSquares(
    columns.map((column) => column.slice(0, before)),
    own.slice(0, before),
  );
  if (weights === null) return null;
  const compared = years.map((year, i): SyntheticYear => {
    const synthetic = sum(columns.map((column, j) => at(column, i) * at(weights, j)));
    const observed = at(own, i);
    return { year, observed, synthetic, gap: observed - synthetic };
  });
  const preRmspe = rootMeanSquare(compared.slice(0, before));
  const postRmspe = rootMeanSquare(compared.slice(before));
  const size = Math.max(...own.map(Math.abs));
  return {
    weights: donors.map((unit, j) => ({ unit, weight: at(weights, j) })),
    years: compared,
    preRmspe,
    postRmspe,
    ratio: preRmspe <= 1e-9 * size ? null : postRmspe / preRmspe,
  };
}

function rootMeanSquare(years: readonly SyntheticYear[]): number {
  return Math.sqrt(sum(years.map(({ gap }) => gap * gap)) / years.length);
}

/** Units that were observed in all the years, and the others. */
function completeUnits(cells: readonly Cell[], years: readonly number[]) {
  const byUnit = new Map<string, Map<number, number>>();
  for (const { unit, year, value } of cells) {
    const known = byUnit.get(unit) ?? new Map<number, number>();
    byUnit.set(unit, known.set(year, value));
  }
  const complete = new Map<string, readonly number[]>();
  const leftOut: string[] = [];
  for (const [unit, known] of byUnit) {
    const values = years.flatMap((year) => known.get(year) ?? []);
    if (values.length === years.length) complete.set(unit, values);
    else leftOut.push(unit);
  }
  return { complete, leftOut };
}

type Row = readonly number[];

/** Columns that can replace each other share the weight, so that the result does not depend on their order. */
const ridge = 1e-6;

/** Weights w ≥ 0 with Σw = 1 that minimise ‖z − Zw‖² + ridge²·‖w‖² on the scale of the values, by an active set. */
function simplexLeastSquares(given: readonly Row[], target: Row): Row | null {
  const count = given.length;
  if (count === 0) return null;
  const size = Math.max(...target.map(Math.abs), ...given.flatMap((column) => column.map(Math.abs)));
  if (size === 0) return given.map(() => 1 / count);
  const goal = target.map((value) => value / size);
  const columns = given.map((column) => column.map((value) => value / size));
  const errors = columns.map((column) => squares(difference(goal, column)));
  const best = errors.indexOf(Math.min(...errors));
  let weights: number[] = columns.map((_, j) => (j === best ? 1 : 0));
  const active = new Set([best]);
  for (let round = 0; round < 50 * count + 100; round++) {
    const off = difference(mixed(columns, weights), goal);
    const gradient = columns.map((column, j) => dot(column, off) + ridge * (ridge * at(weights, j)));
    const level = [...active].reduce((total, j) => total + at(gradient, j), 0) / active.size;
    const outside = gradient.map((value, j) => (active.has(j) ? Infinity : value - level));
    const steepest = Math.min(...outside);
    if (steepest >= -1e-14 * (goal.length + count)) return weights;
    active.add(outside.indexOf(steepest));
    const next = settled(columns, goal, weights, active);
    if (next === null) return null;
    weights = next;
  }
  return null;
}

/** Most weights are zero, and a column without weight adds nothing. */
function mixed(columns: readonly Row[], weights: Row): Row {
  const used = columns.flatMap((column, j) =>
    at(weights, j) === 0 ? [] : { column, weight: at(weights, j) },
  );
  return (columns[0] ?? []).map((_, i) =>
    used.reduce((total, { column, weight }) => total + at(column, i) * weight, 0),
  );
}

/** The best weights on the active columns; columns whose weight would be negative leave. */
function settled(columns: readonly Row[], goal: Row, before: Row, active: Set<number>): number[] | null {
  let weights = [...before];
  for (;;) {
    const wanted = onActive(columns, goal, active);
    if (wanted === null) return null;
    const negative = [...active].filter((j) => at(wanted, j) <= 0);
    if (negative.length === 0) return wanted;
    let step = 1;
    for (const j of negative) {
      const way = at(weights, j) - at(wanted, j);
      step = Math.min(step, way > 0 ? at(weights, j) / way : 0);
    }
    weights = weights.map((value, j) => value + step * (at(wanted, j) - value));
    const leaving = negative.filter((j) => at(weights, j) <= 1e-15);
    for (const j of leaving.length > 0 ? leaving : negative) {
      active.delete(j);
      weights[j] = 0;
    }
  }
}

/** Least squares with Σw = 1: the last active column takes what the others leave. */
function onActive(columns: readonly Row[], goal: Row, active: ReadonlySet<number>): number[] | null {
  const chosen = [...active].sort((a, b) => a - b);
  // The ridge is a row for each weight; those of columns without weight are zero.
  const ridged = chosen.map((j, k) => [
    ...(columns[j] ?? []),
    ...chosen.map((_, i) => (i === k ? ridge : 0)),
  ]);
  const last = chosen.pop();
  const reference = ridged.pop();
  if (last === undefined || reference === undefined) return null;
  const weights = columns.map(() => 0);
  if (chosen.length > 0) {
    const fit = leastSquares(
      reference.map((value, i) => ridged.map((column) => at(column, i) - value)),
      reference.map((value, i) => (goal[i] ?? 0) - value),
    );
    if (fit === null) return null;
    for (const [k, j] of chosen.entries()) weights[j] = at(fit.coefficients, k);
  }
  weights[last] = 1 - weights.reduce((a, b) => a + b, 0);
  return weights;
}

function difference(a: Row, b: Row): Row {
  return a.map((value, i) => value - at(b, i));
}

function squares(row: Row): number {
  return dot(row, row);
}
