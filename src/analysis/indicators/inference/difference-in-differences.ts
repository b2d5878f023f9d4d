import { type Modelled, noResult } from "../estimate.js";
import { at, dot } from "../numeric/least-squares.js";
import { effectParameters, type PanelShape, type TwoWay, twoWay } from "../numeric/two-way.js";
import {
  type Cell,
  comparison,
  type ComparisonOptions,
  type PanelRow,
  type Placebo,
  placeboTest,
  type PlaceboTest,
  shapeOf,
} from "./panel.js";

export interface DifferenceInDifferences extends PlaceboTest {
  /** e^value − 1, a fraction; null on the level scale. */
  readonly relative: number | null;
  /** Independent errors of equal variance. */
  readonly standardError: number;
  /** Errors of a unit that hang together (CR1); with one treated unit far too small, see `warning`. */
  readonly clusteredStandardError: number;
  readonly warning: string;
  readonly units: number;
  readonly degreesOfFreedom: number;
}

/**
 * Difference in differences: how differently did a pair change from control pairs after a year? One treated unit: the
 * test is the permutation over placebo units, not a standard error. What it finds is specific to the pair; it need not
 * be the event.
 *
 * Formula: ln y_it = α_i + γ_t + δ·D_it, D = treated and year ≥ from; least squares. In a complete panel δ = (mean after
 * − before) of the treated less that of the controls. p = rank of |δ| among all units played through in turn.
 * Unit: log points (level scale: of the values); `value` is δ, `n` the observed cells.
 * Range: −∞–∞.
 * Undefined: no control, fewer than two units or years, the treated unit not observed on both sides
 * (`insufficient_data`). Values without logarithm throw: `gravity` keeps zeros. Controls that took over the diverted work exaggerate δ: repeat without them.
 * Source: Bertrand, Duflo and Mullainathan 2004; Conley and Taber 2011.
 */
export function differenceInDifferences(
  rows: readonly PanelRow[],
  options: ComparisonOptions,
): Modelled<DifferenceInDifferences> {
  const { treated, from, scale = "log", placebos = "with treated" } = options;
  const cells = comparison(rows, options, "differenceInDifferences");
  const n = cells.length;
  const names = shapeOf(cells).unitNames;
  const main = estimate(prepared(cells), treated, from);
  if (main === null) return noResult("insufficient_data", n);
  const pool = prepared(placebos === "with treated" ? cells : cells.filter(({ unit }) => unit !== treated));
  const others = names.flatMap((unit): readonly Placebo[] => {
    const result = unit === treated ? null : estimate(pool, unit, from);
    return result === null ? [] : [{ unit, value: result.value }];
  });
  return {
    ...main,
    n,
    relative: scale === "log" ? Math.expm1(main.value) : null,
    warning:
      "One treated unit: the clustered standard error is far too small (Conley and Taber 2011); judge by the placebos.",
    ...placeboTest(main.value, others),
  };
}

interface Prepared {
  readonly cells: readonly Cell[];
  readonly shape: PanelShape;
  readonly project: (values: readonly number[]) => TwoWay;
  readonly y: readonly number[];
  readonly effects: number;
}

function prepared(cells: readonly Cell[]): Prepared | null {
  const shape = shapeOf(cells);
  const project = cells.length === 0 ? null : twoWay(shape);
  if (project === null) return null;
  const y = project(cells.map(({ value }) => value)).residuals;
  return { cells, shape, project, y, effects: effectParameters(shape) };
}

function estimate(panel: Prepared | null, treated: string, from: number) {
  if (panel === null) return null;
  const { cells, shape, project, y, effects } = panel;
  const own = cells.filter(({ unit }) => unit === treated);
  const after = own.filter(({ year }) => year >= from).length;
  if (shape.units < 2 || shape.years < 2 || after === 0 || after === own.length) return null;
  const d = project(cells.map(({ unit, year }) => (unit === treated && year >= from ? 1 : 0))).residuals;
  const size = dot(d, d);
  const degreesOfFreedom = cells.length - effects - 1;
  if (size < 1e-9 || degreesOfFreedom < 1) return null;
  const value = dot(d, y) / size;
  const errors = y.map((one, i) => one - value * at(d, i));
  const scores = new Array<number>(shape.units).fill(0);
  for (const [i, error] of errors.entries())
    scores[at(shape.unit, i)] = at(scores, at(shape.unit, i)) + at(d, i) * error;
  const factor = (shape.units / (shape.units - 1)) * ((cells.length - 1) / degreesOfFreedom);
  return {
    value,
    standardError: Math.sqrt(dot(errors, errors) / degreesOfFreedom / size),
    clusteredStandardError: Math.sqrt(factor * dot(scores, scores)) / size,
    units: shape.units,
    degreesOfFreedom,
  };
}
