import { type Modelled, noResult } from "../estimate.js";
import { at } from "../numeric/least-squares.js";
import { simplexLeastSquares } from "../numeric/simplex.js";
import { sum } from "../sum.js";
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
  const options = { scale: "level", placebos: "with treated", ...given } as const;
  const { treated, from } = options;
  const cells = comparison(rows, options, "syntheticControl");
  const years = cells.filter(({ unit }) => unit === treated).map(({ year }) => year);
  const n = years.filter((year) => year < from).length;
  const { complete, leftOut } = completeUnits(cells, years);
  const donors = [...complete.keys()].filter((unit) => unit !== treated);
  if (n === 0 || n === years.length || donors.length === 0) return noResult("insufficient_data", n);
  const main = fitted(complete, treated, donors, years, n);
  if (main === null) return noResult("not_converged", n);
  const pool = options.placebos === "with treated" ? [treated, ...donors] : donors;
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
