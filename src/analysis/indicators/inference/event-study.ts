import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { quantile } from "../numeric/quantile.js";
import { partsOf, twoWay } from "../numeric/two-way.js";
import { toLevel } from "../distributions.js";
import {
  type Cell,
  comparison,
  type ComparisonOptions,
  type PanelRow,
  type Placebo,
  placeboTest,
  shapeOf,
} from "./panel.js";

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
