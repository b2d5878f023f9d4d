import { AnalysisError } from "../errors.js";
import { coefficient, type Coefficient, type Modelled, noResult } from "../estimate.js";
import { toLevel } from "../distributions.js";
import { toInterval, toNumber } from "../interval.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at, dot } from "../numeric/vectors.js";
import { effectParameters, twoWay } from "../numeric/two-way.js";
import { shapeOf } from "./panel.js";
import { own } from "../../../lib/own.js";

export interface GravityRow {
  /** The pair of economies: errors of a pair hang together. */
  readonly unit: string;
  readonly year: number;
  /** Joint papers; zero is a value. */
  readonly count: number;
  /** What the count may depend on, the same names in every row: an event (0 or 1), the log of a size. */
  readonly regressors: Readonly<Record<string, number>>;
}

export interface GravityCoefficient extends Coefficient {
  /** e^value − 1, a fraction. */
  readonly relative: number;
  /** Standard errors: of the Poisson model, times √dispersion, for unequal variance (HC1), clustered by unit. */
  readonly modelError: number;
  readonly quasiError: number;
  readonly robustError: number;
  readonly clusteredError: number;
  /** Units in which the regressor is not the same in all years. */
  readonly unitsThatVary: number;
}

export interface Gravity {
  /** By name of the regressor; standard error, p and interval clustered by unit, t with units − 1. */
  readonly coefficients: Readonly<Record<string, GravityCoefficient>>;
  readonly dispersion: number;
  readonly deviance: number;
  readonly degreesOfFreedom: number;
  readonly units: number;
  /** Units and years whose counts are all zero: they say nothing and are left out. */
  readonly leftOut: { readonly units: readonly string[]; readonly years: readonly number[] };
  readonly warning: string | null;
}

/**
 * Gravity model by Poisson pseudo-maximum likelihood (PPML): counts of pairs with pair and year effects; keeps zeros,
 * which logarithms lose.
 *
 * Formula: E n_it = exp(α_i + γ_t + β·x_it), iteratively reweighted least squares with the effects taken out; clustered
 * variance times G/(G − 1)·(N − 1)/(N − K).
 * Unit: log points; `value` is the coefficient of the first regressor (by name), `n` the rows used.
 * Range: −∞–∞; `relative` −1–∞.
 * Undefined: too few rows (`insufficient_data`), a regressor that the effects or other regressors determine
 * (`no_variation`), no maximum, as where a regressor singles out zeros (`not_converged`). Different regressors in
 * different rows, negative counts and cells that stand twice throw.
 * Source: Santos Silva and Tenreyro 2006; Correia, Guimarães and Zylkin 2020.
 */
export function gravity(
  rows: readonly GravityRow[],
  { level = 0.95 }: { readonly level?: number } = {},
): Modelled<Gravity> {
  toLevel(level, "gravity");
  const names = regressorNames(rows);
  const { kept, leftOut } = informative(checkedRows(rows, names));
  const n = kept.length;
  const shape = shapeOf(kept);
  const parameters = effectParameters(shape) + names.length;
  const degreesOfFreedom = n - parameters;
  if (n === 0 || degreesOfFreedom < 1 || shape.units < 2) return noResult("insufficient_data", n);
  const counts = kept.map(({ count }) => count);
  const columns = names.map((name) => kept.map(({ regressors }) => own(regressors, name) ?? 0));
  const fit = poisson(counts, columns, shape);
  if (typeof fit === "string") return noResult(fit, n);
  const { mu, beta, design, inverse } = fit;
  const errors = counts.map((count, i) => count - at(mu, i));
  const dispersion = errors.reduce((total, e, i) => total + (e * e) / at(mu, i), 0) / degreesOfFreedom;
  const robust = n / degreesOfFreedom;
  const cluster = (shape.units / (shape.units - 1)) * ((n - 1) / degreesOfFreedom);
  const rowScores = design.map((row, i) => row.map((value) => value * at(errors, i)));
  const unitScores = Array.from({ length: shape.units }, () => names.map(() => 0));
  for (const [i, row] of rowScores.entries())
    for (const [j, value] of row.entries()) {
      const sums = unitScores[at(shape.unit, i)] ?? [];
      sums[j] = at(sums, j) + value;
    }
  const spread = (scores: readonly (readonly number[])[], j: number): number =>
    scores.reduce((total, score) => total + dot(inverse[j] ?? [], score) ** 2, 0);
  const unitsThatVary = columns.map((column) => varyingUnits(column, shape.unit));
  const coefficients = names.map((name, j): readonly [string, GravityCoefficient] => {
    const value = at(beta, j);
    const modelError = Math.sqrt(at(inverse[j] ?? [], j));
    const clusteredError = Math.sqrt(cluster * spread(unitScores, j));
    return [
      name,
      {
        ...coefficient(value, clusteredError, shape.units - 1, level),
        relative: Math.expm1(value),
        modelError,
        quasiError: modelError * Math.sqrt(dispersion),
        robustError: Math.sqrt(robust * spread(rowScores, j)),
        clusteredError,
        unitsThatVary: at(unitsThatVary, j),
      },
    ];
  });
  return {
    value: at(beta, 0),
    n,
    coefficients: Object.fromEntries(coefficients),
    dispersion,
    deviance: fit.deviance,
    degreesOfFreedom,
    units: shape.units,
    leftOut,
    warning: unitsThatVary.some((units) => units < 5)
      ? "A regressor varies in fewer than five units: its clustered standard error is too small (Conley and Taber 2011)."
      : null,
  };
}

function poisson(
  counts: readonly number[],
  columns: readonly (readonly number[])[],
  shape: ReturnType<typeof shapeOf>,
) {
  const mean = counts.reduce((a, b) => a + b, 0) / counts.length;
  let mu = counts.map((count) => (count + mean) / 2);
  let eta = mu.map(Math.log);
  let last = Infinity;
  let settled = false;
  for (let round = 0; round < 200; round++) {
    const weights = mu;
    const working = eta.map((value, i) => value + (at(counts, i) - at(mu, i)) / at(mu, i));
    if (!(Math.min(...weights) > 1e-250)) return "not_converged";
    const project = twoWay(shape, weights);
    if (project === null) return "not_converged";
    const z = project(working);
    const x = columns.map((column) => project(column).residuals);
    const design = counts.map((_, i) => x.map((column) => at(column, i)));
    for (const [j, column] of columns.entries()) {
      const size = Math.max(...column.map(Math.abs));
      if (!(Math.max(...design.map((row) => Math.abs(at(row, j)))) > 1e-9 * size)) return "no_variation";
    }
    const roots = weights.map(Math.sqrt);
    const fit = leastSquares(
      design.map((row, i) => row.map((value) => value * at(roots, i))),
      z.residuals.map((value, i) => value * at(roots, i)),
    );
    if (fit === null) return "no_variation";
    eta = working.map((value, i) => value - at(z.residuals, i) + dot(design[i] ?? [], fit.coefficients));
    mu = eta.map((value) => Math.exp(Math.min(700, value)));
    const deviance = 2 * counts.reduce((total, count, i) => total + share(count, at(mu, i)), 0);
    // Once more when it has settled, so that the weights are those of the solution.
    if (settled) {
      // Fitted counts of nothing: the likelihood still grows as a coefficient runs away.
      if (Math.min(...mu) < 1e-7) return "not_converged";
      return { mu, beta: fit.coefficients, design, inverse: fit.inverse, deviance };
    }
    settled = Math.abs(last - deviance) <= 1e-12 * (deviance + 1);
    last = deviance;
  }
  return "not_converged";
}

function share(count: number, mu: number): number {
  return (count === 0 ? 0 : count * Math.log(count / mu)) - (count - mu);
}

function regressorNames(rows: readonly GravityRow[]): readonly string[] {
  const names = Object.keys(rows[0]?.regressors ?? {}).sort();
  if (rows.length > 0 && names.length === 0) throw new AnalysisError("gravity: there is no regressor");
  return names;
}

function checkedRows(rows: readonly GravityRow[], names: readonly string[]): readonly GravityRow[] {
  const seen = new Set<string>();
  for (const { unit, year, count, regressors } of rows) {
    const where = `${unit} in ${String(year)}`;
    if (!Number.isFinite(year))
      throw new AnalysisError(`gravity: ${unit}: expected a year, got ${String(year)}`);
    if (seen.has(JSON.stringify([unit, year]))) throw new AnalysisError(`gravity: ${where} stands twice`);
    seen.add(JSON.stringify([unit, year]));
    toNumber(count, `gravity: the count of ${where}`);
    if (Object.keys(regressors).sort().join("\0") !== names.join("\0"))
      throw new AnalysisError(`gravity: the regressors of ${where} are not those of the first row`);
    for (const name of names) toInterval(own(regressors, name) as number, `gravity: ${name} of ${where}`);
  }
  return [...rows].sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : a.year - b.year));
}

/** Without units and years whose counts are all zero; leaving out one may leave another without papers. */
function informative(rows: readonly GravityRow[]) {
  let kept = rows;
  for (;;) {
    const units = new Set(kept.filter(({ count }) => count > 0).map(({ unit }) => unit));
    const years = new Set(kept.filter(({ count }) => count > 0).map(({ year }) => year));
    const next = kept.filter(({ unit, year }) => units.has(unit) && years.has(year));
    if (next.length === kept.length) break;
    kept = next;
  }
  const units = new Set(kept.map(({ unit }) => unit));
  const years = new Set(kept.map(({ year }) => year));
  return {
    kept,
    leftOut: {
      units: [...new Set(rows.map(({ unit }) => unit).filter((unit) => !units.has(unit)))],
      years: [...new Set(rows.map(({ year }) => year).filter((year) => !years.has(year)))].sort(
        (a, b) => a - b,
      ),
    },
  };
}

function varyingUnits(column: readonly number[], unit: readonly number[]): number {
  const first = new Map<number, number>();
  const varying = new Set<number>();
  for (const [i, value] of column.entries()) {
    const u = at(unit, i);
    const known = first.get(u);
    if (known === undefined) first.set(u, value);
    else if (known !== value) varying.add(u);
  }
  return varying.size;
}
