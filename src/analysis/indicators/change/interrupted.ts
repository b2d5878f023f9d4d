import { toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { type Observation, type Point, pointsOf } from "../series.js";
import { fitLine, type LineCoefficient, type LineDiagnostics, type LineOptions } from "./line.js";

export interface InterruptedOptions extends LineOptions {
  /** First year after the interruption; fixed before looking at the series. */
  readonly from: number;
  /** Year in which the intercept is read; default the first observed one. */
  readonly origin?: number;
}

export interface Interrupted extends LineDiagnostics {
  /** Level of the earlier line in the year of origin, and its change a year. */
  readonly intercept: LineCoefficient;
  readonly slope: LineCoefficient;
  /** Jump of the level in the first year after the interruption. */
  readonly levelChange: LineCoefficient;
  /** Change of the slope, a year. */
  readonly slopeChange: LineCoefficient;
  /** How far the later line lies from the earlier one, continued, in the last observed year. */
  readonly effect: LineCoefficient;
  readonly lastYear: number;
}

/**
 * Interrupted time series: did level and slope change in a year fixed in advance? It shows that something changed then,
 * not what changed it.
 *
 * Formula: y = b₀ + b₁·(year − origin) + b₂·D + b₃·D·(year − from), D = 1 from the year on; least squares, Newey and
 * West's standard errors, lag floor(4(n/100)^(2/9)), times n/(n − k); t with n − k degrees of freedom.
 * Unit: that of the series (slopes: a year); `value` is the effect in the last year, b₂ + b₃·(last year − from); `n`:
 * observed years.
 * Range: −∞–∞.
 * Undefined: fewer than five observed years, or fewer than two on a side of the interruption (`insufficient_data`).
 * Coefficients of a line through two points have standard errors of zero and no p, but for the ordinary ones. A year
 * outside the series throws. Time is the year, not the row: missing years do no harm.
 * Source: Bernal, Cummins and Gasparrini 2017; Newey and West 1987.
 */
export function interrupted(
  series: readonly Observation[],
  options: InterruptedOptions,
): Modelled<Interrupted> {
  toLevel(options.level ?? 0.95, "interrupted");
  const points = pointsOf(series, "interrupted");
  const n = points.length;
  const last = points.at(-1)?.year ?? 0;
  if (!enoughAround(points, options.from, "interrupted")) return noResult("insufficient_data", n);
  const line = fitLine(
    points,
    interruptedDesign(points, options.from, options.origin ?? points[0]?.year ?? 0),
    options,
    "interrupted",
  );
  const [intercept, slope, levelChange, slopeChange] = line?.coefficients ?? [];
  if (!line || !intercept || !slope || !levelChange || !slopeChange) return noResult("insufficient_data", n);
  const effect = line.combination([0, 0, 1, last - options.from]);
  return {
    value: effect.value,
    n,
    intercept,
    slope,
    levelChange,
    slopeChange,
    effect,
    lastYear: last,
    ...line.diagnostics,
  };
}

/** [1, t, D, D·(t − from)]. */
function interruptedDesign(
  points: readonly Point[],
  from: number,
  origin: number,
): readonly (readonly number[])[] {
  return points.map(({ year }) => [1, year - origin, year >= from ? 1 : 0, year >= from ? year - from : 0]);
}

/** Two points on each side and five in all; an interruption outside the series throws. */
function enoughAround(points: readonly Point[], from: number, what: string): boolean {
  if (!Number.isFinite(from)) throw new AnalysisError(`${what}: expected a year, got ${String(from)}`);
  const [first, last] = [points[0], points.at(-1)];
  if (points.length < 5 || !first || !last) return false;
  if (from <= first.year || from > last.year)
    throw new AnalysisError(
      `${what}: the interruption ${from} lies outside the series, ${first.year} to ${last.year}`,
      { hint: "Give the first year after it." },
    );
  const after = points.filter(({ year }) => year >= from).length;
  return after >= 2 && points.length - after >= 2;
}
