import { toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { coefficient, type Coefficient, type Modelled, noResult } from "../estimate.js";
import { type LeastSquares, leastSquares } from "../numeric/least-squares.js";
import { at, dot, quadraticForm } from "../numeric/vectors.js";
import { minimise } from "../numeric/optimise.js";
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

export interface Autoregressive {
  /** Correlation of errors one step apart. */
  readonly autoregression: number;
  /** Years of a step: the greatest common divisor of the gaps. */
  readonly step: number;
  readonly intercept: Coefficient;
  readonly slope: Coefficient;
  readonly levelChange: Coefficient;
  readonly slopeChange: Coefficient;
  /** How far the later line lies from the earlier one, continued, in the last observed year. */
  readonly effect: Coefficient;
  readonly logLikelihood: number;
}

/**
 * The interrupted series again, with errors that depend on the year before: a check of `interrupted` by maximum
 * likelihood.
 *
 * Formula: y as in `interrupted`, e_t = φ·e_{t−1} + u_t; exact Gaussian likelihood, φ between −1 and 1; standard errors
 * from the observed information, that of φ included. Over a gap of g steps the correlation is φ^g.
 * Unit: that of the series; `value` is the effect in the last year, `n`: observed years.
 * Range: −∞–∞.
 * Undefined: as `interrupted`; a model that fits every point (`perfect_fit`); years that are not whole
 * (`unequal_spacing`).
 * Source: Harvey 1990; Bernal et al. 2017.
 */
export function interruptedAutoregressive(
  series: readonly Observation[],
  { from, level = 0.95 }: { readonly from: number; readonly level?: number },
): Modelled<Autoregressive> {
  const what = "interruptedAutoregressive";
  toLevel(level, what);
  const points = pointsOf(series, what);
  const n = points.length;
  if (!enoughAround(points, from, what)) return noResult("insufficient_data", n);
  if (points.some(({ year }) => !Number.isInteger(year))) return noResult("unequal_spacing", n);
  const step = points
    .slice(1)
    .reduce((divisor, { year }, i) => gcd(divisor, year - (points[i]?.year ?? 0)), 0);
  const design = interruptedDesign(points, from, points[0]?.year ?? 0);
  const ordinary = leastSquares(
    design,
    points.map(({ value }) => value),
  );
  if (ordinary === null || ordinary.degreesOfFreedom < 1) return noResult("insufficient_data", n);
  if (ordinary.rss === 0) return noResult("perfect_fit", n);
  const likelihood = (phi: number): number => fitGiven(phi, points, design, step)?.logLikelihood ?? -Infinity;
  const { x: phi } = minimise((x) => -likelihood(x), -0.999, 0.999, 400);
  const best = fitGiven(phi, points, design, step);
  if (best === null || !Number.isFinite(best.logLikelihood)) return noResult("not_converged", n);
  const { fit, logLikelihood } = best;
  const variance = fit.rss / n;
  const shift = shiftOfCoefficients(phi, (x) => fitGiven(x, points, design, step));
  const combination = (weights: readonly number[]): Coefficient =>
    coefficient(
      dot(weights, fit.coefficients),
      Math.sqrt(
        Math.max(0, quadraticForm(weights, fit.inverse, weights) * variance) + dot(weights, shift) ** 2,
      ),
      fit.degreesOfFreedom,
      level,
    );
  const effect = combination([0, 0, 1, (points.at(-1)?.year ?? 0) - from]);
  return {
    value: effect.value,
    n,
    autoregression: phi,
    step,
    intercept: combination([1, 0, 0, 0]),
    slope: combination([0, 1, 0, 0]),
    levelChange: combination([0, 0, 1, 0]),
    slopeChange: combination([0, 0, 0, 1]),
    effect,
    logLikelihood,
  };
}

/**
 * By how much the coefficients move when φ moves by its standard error: dβ/dφ over the root of the curvature of the
 * profile likelihood. Nothing where the likelihood has its maximum at an end.
 */
function shiftOfCoefficients(phi: number, given: (phi: number) => Given | null): readonly number[] {
  const width = Math.min(1e-4, (1 - Math.abs(phi)) / 4);
  const [below, here, above] = [given(phi - width), given(phi), given(phi + width)];
  if (below === null || here === null || above === null) return [0, 0, 0, 0];
  const bend = 2 * here.logLikelihood - below.logLikelihood - above.logLikelihood;
  const scale = bend > 0 ? 1 / (2 * Math.sqrt(bend)) : 0;
  return above.fit.coefficients.map((value, i) => scale * (value - at(below.fit.coefficients, i)));
}

interface Given {
  readonly fit: LeastSquares;
  readonly logLikelihood: number;
}

/** Generalised least squares given φ: every point less φ^g times the one before, over its standard deviation. */
function fitGiven(
  phi: number,
  points: readonly Point[],
  design: readonly (readonly number[])[],
  step: number,
): Given | null {
  const n = points.length;
  let logScale = 0;
  const rows = points.map(({ year, value }, i) => {
    const previous = points[i - 1];
    const carried = previous === undefined ? 0 : phi ** Math.round((year - previous.year) / step);
    const scale = Math.sqrt((1 - phi * phi) / (1 - carried * carried));
    logScale += Math.log(scale);
    const before = design[i - 1] ?? [];
    return {
      row: (design[i] ?? []).map(
        (x, j) => scale * (x - (previous === undefined ? 0 : carried * at(before, j))),
      ),
      value: scale * (value - carried * (previous?.value ?? 0)),
    };
  });
  const fit = leastSquares(
    rows.map(({ row }) => row),
    rows.map(({ value }) => value),
  );
  if (fit === null || fit.rss === 0) return null;
  const logLikelihood = logScale - (n / 2) * (Math.log((2 * Math.PI * fit.rss) / n) + 1);
  return { fit, logLikelihood };
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
