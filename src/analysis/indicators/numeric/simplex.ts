import { at, dot, leastSquares } from "./least-squares.js";

type Row = readonly number[];

/**
 * Weights w ≥ 0 with Σw = 1 that minimise ‖z − Zw‖², by an active set. Columns that can replace each other share the
 * weight (a ridge of 10⁻¹² of their size), so that the result does not depend on their order.
 */
export function simplexLeastSquares(columns: readonly Row[], target: Row): Row | null {
  const count = columns.length;
  if (count === 0) return null;
  const size = Math.max(...target.map(Math.abs), ...columns.flatMap((column) => column.map(Math.abs)));
  if (size === 0) return columns.map(() => 1 / count);
  const z = target.map((value) => value / size);
  const ridge = 1e-6;
  const scaled = columns.map((column, j) => [
    ...column.map((value) => value / size),
    ...columns.map((_, i) => (i === j ? ridge : 0)),
  ]);
  const goal = [...z, ...columns.map(() => 0)];
  const errors = scaled.map((column) => squares(difference(goal, column)));
  const best = errors.indexOf(Math.min(...errors));
  let weights: number[] = columns.map((_, j) => (j === best ? 1 : 0));
  const active = new Set([best]);
  for (let round = 0; round < 50 * count + 100; round++) {
    const fitted = goal.map((_, i) =>
      scaled.reduce((total, column, j) => total + at(column, i) * at(weights, j), 0),
    );
    const gradient = scaled.map((column) => dot(column, difference(fitted, goal)));
    const level = [...active].reduce((total, j) => total + at(gradient, j), 0) / active.size;
    const outside = gradient.map((value, j) => (active.has(j) ? Infinity : value - level));
    const steepest = Math.min(...outside);
    if (steepest >= -1e-14 * goal.length) return weights;
    active.add(outside.indexOf(steepest));
    const next = settled(scaled, goal, weights, active);
    if (next === null) return null;
    weights = next;
  }
  return null;
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
  const last = chosen.pop();
  if (last === undefined) return null;
  const reference = columns[last] ?? [];
  const weights = columns.map(() => 0);
  if (chosen.length > 0) {
    const fit = leastSquares(
      goal.map((_, i) => chosen.map((j) => at(columns[j] ?? [], i) - at(reference, i))),
      difference(goal, reference),
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
