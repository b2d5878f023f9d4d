/** Effects of units and of years taken out of a panel that need not be complete. */
import { createRequire } from "node:module";
import { at } from "./vectors.js";

type Row = readonly number[];

/** Rows by unit and year, each as a number from 0. */
export interface PanelShape {
  readonly unit: Row;
  readonly year: Row;
  readonly units: number;
  readonly years: number;
}

export interface TwoWay {
  readonly residuals: Row;
  /** Of every year; comparable within a part of the panel that hangs together (see `partsOf`). */
  readonly yearEffects: Row;
}

interface MlMatrix {
  readonly Matrix: { columnVector(values: Row): unknown };
  readonly CholeskyDecomposition: new (matrix: readonly Row[]) => {
    solve(right: unknown): { to1DArray(): number[] };
    isPositiveDefinite(): boolean;
  };
}

const require = createRequire(import.meta.url);

/**
 * Weighted least squares on unit and year effects: the units are eliminated, the years solved for once, and then any
 * number of columns projected. Null where the weights lie too far apart to calculate with.
 */
export function twoWay(shape: PanelShape, weights?: Row): ((values: Row) => TwoWay) | null {
  const weight = (i: number): number => (weights === undefined ? 1 : at(weights, i));
  const unitTotals = new Array<number>(shape.units).fill(0);
  const members = Array.from({ length: shape.units }, (): number[] => []);
  for (const [i, u] of shape.unit.entries()) {
    unitTotals[u] = at(unitTotals, u) + weight(i);
    members[u]?.push(i);
  }
  const system = yearSystem(shape, weight, members, unitTotals);
  const { CholeskyDecomposition, Matrix } = require("ml-matrix") as MlMatrix;
  const decomposition = new CholeskyDecomposition(system);
  if (!decomposition.isPositiveDefinite()) return null;
  const unitMeans = (values: Row): Row => {
    const sums = unitTotals.map(() => 0);
    for (const [i, u] of shape.unit.entries()) sums[u] = at(sums, u) + weight(i) * at(values, i);
    return sums.map((total, u) => total / at(unitTotals, u));
  };
  return (values) => {
    let residuals = values;
    const yearEffects = new Array<number>(shape.years).fill(0);
    // The second round mends what rounding left of the first.
    for (let round = 0; round < 2; round++) {
      const means = unitMeans(residuals);
      const right = new Array<number>(shape.years).fill(0);
      for (const [i, t] of shape.year.entries())
        right[t] = at(right, t) + weight(i) * (at(residuals, i) - at(means, at(shape.unit, i)));
      const found = decomposition.solve(Matrix.columnVector(right)).to1DArray();
      for (const [t, value] of found.entries()) yearEffects[t] = at(yearEffects, t) + value;
      const dated = residuals.map((value, i) => value - at(found, at(shape.year, i)));
      const rest = unitMeans(dated);
      residuals = dated.map((value, i) => value - at(rest, at(shape.unit, i)));
    }
    return { residuals, yearEffects };
  };
}

/** Normal equations of the year effects; the effects of each part are made to add up to zero. */
function yearSystem(
  shape: PanelShape,
  weight: (i: number) => number,
  members: readonly (readonly number[])[],
  unitTotals: Row,
): readonly Row[] {
  const system = Array.from({ length: shape.years }, () => new Array<number>(shape.years).fill(0));
  const add = (a: number, b: number, value: number): void => {
    const row = system[a];
    if (row !== undefined) row[b] = at(row, b) + value;
  };
  for (const [i, t] of shape.year.entries()) add(t, t, weight(i));
  for (const [u, own] of members.entries())
    for (const i of own)
      for (const j of own)
        add(at(shape.year, i), at(shape.year, j), (-weight(i) * weight(j)) / at(unitTotals, u));
  const size = system.reduce((total, row, t) => total + at(row, t), 0) / shape.years || 1;
  const parts = partsOf(shape);
  for (const [a, part] of parts.entries())
    for (const [b, other] of parts.entries()) if (part === other) add(a, b, size / shape.years);
  return system;
}

/** Parts of a panel that share no unit, a number for every year. */
export function partsOf({ unit, year, units, years }: PanelShape): Row {
  const parent = Array.from({ length: units + years }, (_, i) => i);
  const root = (i: number): number => {
    let x = i;
    while (at(parent, x) !== x) x = at(parent, x);
    return x;
  };
  for (const [i, u] of unit.entries()) parent[root(u)] = root(units + at(year, i));
  return Array.from({ length: years }, (_, t) => root(units + t));
}

/** Parameters of unit and year effects: one less for each part. */
export function effectParameters(shape: PanelShape): number {
  return shape.units + shape.years - new Set(partsOf(shape)).size;
}
