import { toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { at, dot } from "../numeric/vectors.js";
import { quantile } from "../numeric/statistics.js";
import { effectParameters, type PanelShape, partsOf, type TwoWay, twoWay } from "../numeric/two-way.js";
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

export interface EventStudyOptions extends ComparisonOptions {
  /** Year that all others are compared with; default the last observed one before `from`. */
  readonly base?: number;
  /** Part of the placebos inside the band; default 0.95. */
  readonly level?: number;
}

export interface EventYear {
  readonly year: number;
  /** How differently the treated unit changed since the base year; 0 in that year itself. */
  readonly value: number;
  /** Band of the placebos (quantiles, type 7); null where there are none. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Rank of |value| among all units, as a part of them; null in the base year. */
  readonly p: number | null;
}

/** What the same calculation finds for a control that plays the treated unit. */
export interface PlaceboPath {
  readonly unit: string;
  readonly years: readonly { readonly year: number; readonly value: number }[];
}

export interface EventStudy {
  readonly years: readonly EventYear[];
  readonly base: number;
  /** Of every control that was observed in the base year, by name. */
  readonly placebos: readonly PlaceboPath[];
  /** Rank of the greatest |value| before `from`: small where there was a trend before the event. */
  readonly trendBefore: number | null;
}

/**
 * Event study: the difference in differences year by year, before the event too, with the band of the placebos.
 *
 * Formula: ln y_it = α_i + γ_t + Σ_{s ≠ base} δ_s·(treated, t = s): δ_s = (y_s − γ_s) − (y_base − γ_base) of the treated,
 * γ from the controls.
 * Unit: log points (level scale: of the values); `value` is δ of the last year, `n` the observed cells.
 * Range: −∞–∞.
 * Undefined: no control, no observed year of the treated unit before `from` (`insufficient_data`). A base year that was not observed throws.
 * Source: Jacobson, LaLonde and Sullivan 1993; Conley and Taber 2011.
 */
export function eventStudy(rows: readonly PanelRow[], options: EventStudyOptions): Modelled<EventStudy> {
  const { treated, from, placebos = "with treated", level = 0.95 } = options;
  toLevel(level, "eventStudy");
  const cells = comparison(rows, options, "eventStudy");
  const n = cells.length;
  const own = cells.filter(({ unit }) => unit === treated);
  const base = options.base ?? own.filter(({ year }) => year < from).at(-1)?.year;
  if (base === undefined || shapeOf(cells).units < 2) return noResult("insufficient_data", n);
  if (!own.some(({ year }) => year === base))
    throw new AnalysisError(`eventStudy: ${treated} was not observed in the base year ${base}`);
  const main = deviations(cells, treated, base);
  const pool = placebos === "with treated" ? cells : cells.filter(({ unit }) => unit !== treated);
  const others = shapeOf(cells)
    .unitNames.filter((unit) => unit !== treated)
    .flatMap((unit) => {
      const found = deviations(pool, unit, base);
      return found.size === 0 ? [] : [{ unit, found }];
    });
  const years = [...main].map(([year, value]): EventYear => {
    const known = others.flatMap(({ unit, found }): readonly Placebo[] => {
      const one = found.get(year);
      return one === undefined ? [] : [{ unit, value: one }];
    });
    const values = known.map((one) => one.value);
    const tail = (1 - level) / 2;
    return {
      year,
      value,
      lower: values.length === 0 ? null : quantile(values, tail),
      upper: values.length === 0 ? null : quantile(values, 1 - tail),
      p: year === base || values.length === 0 ? null : placeboTest(value, known).p,
    };
  });
  const last = years.at(-1);
  if (last === undefined) return noResult("insufficient_data", n);
  const before = (found: ReadonlyMap<number, number>): number =>
    Math.max(
      0,
      ...[...found].filter(([year]) => year < from && year !== base).map(([, value]) => Math.abs(value)),
    );
  const hasBefore = years.some(({ year }) => year < from && year !== base);
  return {
    value: last.value,
    n,
    years,
    base,
    placebos: others.map(({ unit, found }) => ({
      unit,
      years: [...found].map(([year, value]) => ({ year, value })),
    })),
    trendBefore:
      hasBefore && others.length > 0
        ? placeboTest(
            before(main),
            others.map(({ unit, found }) => ({ unit, value: before(found) })),
          ).p
        : null,
  };
}

/** δ of every year of a unit; empty where the base year is not observed or no control was. */
function deviations(cells: readonly Cell[], treated: string, base: number): ReadonlyMap<number, number> {
  const controls = cells.filter(({ unit }) => unit !== treated);
  const shape = shapeOf(controls);
  const project = controls.length === 0 ? null : twoWay(shape);
  if (project === null) return new Map();
  const { yearEffects } = project(controls.map(({ value }) => value));
  const parts = partsOf(shape);
  const part = parts[shape.yearNumbers.indexOf(base)];
  // Years that no control connects with the base year cannot be compared with it.
  const common = new Map(
    shape.yearNumbers.flatMap((year, t) =>
      parts[t] === part ? [[year, yearEffects[t] ?? NaN] as const] : [],
    ),
  );
  const own = cells.filter(({ unit, year }) => unit === treated && common.has(year));
  const rest = (cell: Cell): number => cell.value - (common.get(cell.year) ?? NaN);
  const origin = own.find(({ year }) => year === base);
  if (origin === undefined) return new Map();
  return new Map(own.map((cell) => [cell.year, cell.year === base ? 0 : rest(cell) - rest(origin)]));
}
