import { toLevel } from "../distributions.js";
import { coefficient, type Coefficient, type Modelled, noResult } from "../estimate.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at, quadraticForm } from "../numeric/vectors.js";
import { type Observation, type Point, pointsOf, positivePointsOf } from "../series.js";

export interface SegmentedOptions {
  /** "log" (default): constant rates of growth; "level": constant steps. */
  readonly scale?: "log" | "level";
  /** Confidence level; default 0.95. */
  readonly level?: number;
}

export interface Segmented {
  /** The breakpoint, a year that need not be whole, with its standard error. */
  readonly breakpoint: Coefficient;
  /** Slopes on the scale, before and after. */
  readonly slopes: readonly [Coefficient, Coefficient];
  /** Rates of growth a year as fractions; null on the level scale. */
  readonly annualChange: readonly [number, number] | null;
  /** Residual sum of squares on the scale. */
  readonly ssr: number;
}

/**
 * One corner anywhere between the years: two rates of growth that meet.
 *
 * Formula: ln y = a + b·t + c·max(0, t − ψ); least squares over all ψ with two observed years on each side, exactly
 * (where the lines of both sides meet, or a year itself); standard error of ψ from the fit with −c·1(t > ψ) as a further
 * column.
 * Unit: `value` is ψ, a year; `n` the observed years.
 * Range: from the second to the last but one observed year.
 * Undefined: fewer than five observed years (`insufficient_data`), one line through all points, or no corner better than
 * a line (`no_variation`). A value that is not positive throws on the log scale.
 * Source: Muggeo 2003; exact search: Hudson 1966.
 */
export function segmented(
  series: readonly Observation[],
  options: SegmentedOptions = {},
): Modelled<Segmented> {
  const { scale = "log", level = 0.95 } = options;
  toLevel(level, "segmented");
  const raw = scale === "log" ? positivePointsOf(series, "segmented") : pointsOf(series, "segmented");
  const points = raw.map(({ year, value }) => ({ year, value: scale === "log" ? Math.log(value) : value }));
  const n = points.length;
  if (n < 5) return noResult("insufficient_data", n);
  const origin = points[0]?.year ?? 0;
  const line = leastSquares(
    points.map(({ year }) => [1, year - origin]),
    valuesOf(points),
  );
  let best = { psi: NaN, ssr: line?.rss ?? 0 };
  for (const psi of candidates(points)) {
    const ssr = broken(points, psi, origin)?.rss ?? Infinity;
    if (ssr < best.ssr * (1 - 1e-12)) best = { psi, ssr };
  }
  if (Number.isNaN(best.psi)) return noResult("no_variation", n);
  const { psi } = best;
  const fit = broken(points, psi, origin);
  const bend = at(fit?.coefficients ?? [], 2);
  const linearised = leastSquares(
    points.map(({ year }) => [1, year - origin, Math.max(0, year - psi), year > psi ? -bend : 0]),
    valuesOf(points),
  );
  if (fit === null || linearised === null || linearised.degreesOfFreedom < 1)
    return noResult("insufficient_data", n);
  const df = linearised.degreesOfFreedom;
  const variance = fit.rss / df;
  const error = (weights: readonly number[]): number =>
    Math.sqrt(Math.max(0, variance * quadraticForm(weights, linearised.inverse, weights)));
  const before = at(fit.coefficients, 1);
  return {
    value: psi,
    n,
    breakpoint: coefficient(psi, error([0, 0, 0, 1]), df, level),
    slopes: [
      coefficient(before, error([0, 1, 0, 0]), df, level),
      coefficient(before + bend, error([0, 1, 1, 0]), df, level),
    ],
    annualChange: scale === "log" ? [Math.expm1(before), Math.expm1(before + bend)] : null,
    ssr: fit.rss,
  };
}

/** Inner years, and where the lines through both sides meet between the two years next to the cut. */
function candidates(points: readonly Point[]): readonly number[] {
  const found: number[] = [];
  const line = (part: readonly Point[]): readonly number[] | undefined =>
    leastSquares(
      part.map(({ year }) => [1, year]),
      valuesOf(part),
    )?.coefficients;
  for (let last = 1; last <= points.length - 2; last++) {
    const here = points[last]?.year ?? NaN;
    found.push(here);
    if (last > points.length - 3) continue;
    const [left, right] = [line(points.slice(0, last + 1)), line(points.slice(last + 1))];
    if (!left || !right) continue;
    const meet = (at(left, 0) - at(right, 0)) / (at(right, 1) - at(left, 1));
    if (meet > here && meet < (points[last + 1]?.year ?? NaN)) found.push(meet);
  }
  return found;
}

function broken(points: readonly Point[], psi: number, origin: number) {
  return leastSquares(
    points.map(({ year }) => [1, year - origin, Math.max(0, year - psi)]),
    valuesOf(points),
  );
}

function valuesOf(points: readonly Point[]): readonly number[] {
  return points.map(({ value }) => value);
}
