import { toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type ConfidenceInterval, coefficient, type Modelled, noResult } from "../estimate.js";
import { type LeastSquares, leastSquares } from "../numeric/least-squares.js";
import { at, dot, quadraticForm } from "../numeric/vectors.js";
import { seeded, shuffled } from "../numeric/random.js";
import { type Observation, type Point, pointsOf, positivePointsOf } from "../series.js";
import { bestCorners, type BrokenLines, brokenLines, residuals, type Spacing } from "./joinpoint-fit.js";

export interface JoinpointShape {
  /** "log" (default): constant rates of growth; "level": constant steps. */
  readonly scale?: "log" | "level";
  /** Least observed years between a joinpoint and an end of the series; default 2. */
  readonly fromEnd?: number;
  /** Least observed years between two joinpoints; default 2. */
  readonly between?: number;
  /** Confidence level; default 0.95. */
  readonly level?: number;
}

export interface JoinpointOptions extends JoinpointShape {
  /** How many joinpoints; default 1. */
  readonly joinpoints?: number;
}

export interface JoinpointSegment {
  readonly from: number;
  readonly to: number;
  /** Annual percentage change as a fraction; on the level scale the change a year. */
  readonly change: number;
  /** Given the joinpoints. */
  readonly confidence: ConfidenceInterval;
}

export interface Joinpoint {
  readonly years: readonly number[];
  readonly segments: readonly JoinpointSegment[];
  /** Residual sum of squares on the scale. */
  readonly ssr: number;
  readonly fitted: readonly Point[];
}

/**
 * A series of constant rates of growth that change at joinpoints without a jump; the observed years that fit best.
 *
 * Formula: ln y = a + b·t + Σ c_j·max(0, t − τ_j), least squares over all sets of observed years τ; APC of a segment
 * e^slope − 1; AAPC e^(Σ length·slope/Σ length) − 1.
 * Unit: fraction a year (times 100: percent); `value` is the AAPC of the whole series, `n` the observed years.
 * Range: −1–∞.
 * Undefined: too few observed years for so many joinpoints, or no degree of freedom left (`insufficient_data`). A value
 * that is not positive throws on the log scale. The intervals take the joinpoints as given and are too narrow.
 * Source: Kim, Fay, Feuer and Midthune 2000; AAPC: Clegg et al. 2009.
 */
export function joinpoint(
  series: readonly Observation[],
  options: JoinpointOptions = {},
): Modelled<Joinpoint> {
  const { joinpoints = 1, level = 0.95 } = options;
  toLevel(level, "joinpoint");
  checkNumber(joinpoints, "joinpoint: the number of joinpoints");
  const { points, years, values, spacing } = prepared(series, options, "joinpoint");
  if (points.length < 2 * joinpoints + 3) return noResult("insufficient_data", points.length);
  const best = bestCorners(brokenLines(years, joinpoints, spacing), joinpoints, values);
  if (best === null) return noResult("insufficient_data", points.length);
  return described(points, values, best.corners.indices, options.scale ?? "log", level);
}

export interface JoinpointTest {
  /** Joinpoints under the hypothesis and the alternative. */
  readonly fewer: number;
  readonly more: number;
  readonly p: number;
  /** Level that p is compared with, so that all tests together keep alpha. */
  readonly alpha: number;
}

export interface JoinpointSelection extends Joinpoint {
  readonly number: number;
  readonly tests: readonly JoinpointTest[];
}

export interface JoinpointSelectionOptions extends JoinpointShape {
  /** Greatest number of joinpoints; default 2. */
  readonly most?: number;
  /** Chance of too many joinpoints; default 0.05. */
  readonly alpha?: number;
  /** Permutations a test; default 999. */
  readonly permutations?: number;
  /** Seed of the permutations: the same seed, the same result. */
  readonly seed: number;
}

/**
 * How many joinpoints a series has, by permutation tests.
 *
 * Formula: from 0 against the most: T = SSR(fewer)/SSR(more); p = (1 + permutations of the residuals of the fewer with
 * a T at least as great)/(1 + permutations); if p ≤ alpha/(most − fewer) one more is the new hypothesis, else one less
 * the new alternative, until both meet.
 * Unit: as `joinpoint`, of the number found.
 * Range: −1–∞.
 * Undefined: as `joinpoint` with the most joinpoints.
 * Source: Kim, Fay, Feuer and Midthune 2000.
 */
export function joinpointSelection(
  series: readonly Observation[],
  options: JoinpointSelectionOptions,
): Modelled<JoinpointSelection> {
  const { most = 2, alpha = 0.05, permutations = 999, seed, level = 0.95 } = options;
  toLevel(level, "joinpointSelection");
  toLevel(alpha, "joinpointSelection: alpha");
  checkNumber(most, "joinpointSelection: the most joinpoints");
  checkNumber(permutations, "joinpointSelection: the permutations");
  const random = seeded(seed, "joinpointSelection");
  const { points, years, values, spacing } = prepared(series, options, "joinpointSelection");
  const n = points.length;
  const lines = brokenLines(years, most, spacing);
  if (n < 2 * most + 3 || (lines.byNumber[most] ?? []).length === 0) return noResult("insufficient_data", n);
  let [fewer, more] = [0, most];
  const tests: JoinpointTest[] = [];
  while (fewer < more) {
    const threshold = alpha / (most - fewer);
    const p = permutationP(lines, values, fewer, more, permutations, random);
    tests.push({ fewer, more, p, alpha: threshold });
    if (p <= threshold) fewer++;
    else more--;
  }
  const best = bestCorners(lines, fewer, values);
  if (best === null) return noResult("insufficient_data", n);
  const result = described(points, values, best.corners.indices, options.scale ?? "log", level);
  return result.value === null ? result : { ...result, number: fewer, tests };
}

function permutationP(
  lines: BrokenLines,
  values: readonly number[],
  fewer: number,
  more: number,
  permutations: number,
  random: () => number,
): number {
  const ratio = (y: readonly number[]): number => {
    const [less, full] = [bestCorners(lines, fewer, y)?.ssr ?? 0, bestCorners(lines, more, y)?.ssr ?? 0];
    // Nothing to explain: no gain.
    return less === 0 ? 1 : full === 0 ? Infinity : less / full;
  };
  const observed = ratio(values);
  const columns = bestCorners(lines, fewer, values)?.corners.columns ?? [];
  const errors = residuals([...lines.line, ...columns], values);
  const fitted = values.map((value, i) => value - at(errors, i));
  let reached = 1;
  for (let draw = 0; draw < permutations; draw++) {
    const permuted = shuffled(errors, random);
    if (ratio(fitted.map((value, i) => value + at(permuted, i))) >= observed) reached++;
  }
  return reached / (permutations + 1);
}

function described(
  points: readonly Point[],
  values: readonly number[],
  indices: readonly number[],
  scale: "log" | "level",
  level: number,
): Modelled<Joinpoint> {
  const n = points.length;
  const first = points[0]?.year ?? 0;
  const years = indices.map((index) => points[index]?.year ?? NaN);
  const design = points.map(({ year }) => [1, year - first, ...years.map((tau) => Math.max(0, year - tau))]);
  const fit = leastSquares(design, values);
  if (fit === null || fit.degreesOfFreedom < 1) return noResult("insufficient_data", n);
  const back = (value: number): number => (scale === "log" ? Math.expm1(value) : value);
  const ends = [first, ...years, points.at(-1)?.year ?? NaN];
  const segments = ends.slice(1).map((to, i): JoinpointSegment => {
    const { value, confidence } = slopeOf(fit, i, level);
    return {
      from: at(ends, i),
      to,
      change: back(value),
      confidence: { lower: back(confidence.lower), upper: back(confidence.upper), level },
    };
  });
  const span = at(ends, ends.length - 1) - first;
  const average = segments.reduce(
    (total, { from, to }, i) => total + (to - from) * slopeOf(fit, i, level).value,
    0,
  );
  return {
    value: back(average / span),
    n,
    years,
    segments,
    ssr: fit.rss,
    fitted: points.map(({ year }, i) => {
      const value = at(fit.fitted, i);
      return { year, value: scale === "log" ? Math.exp(value) : value };
    }),
  };
}

/** The slope of a segment is that of the first and what its corners add. */
function slopeOf(fit: LeastSquares, segment: number, level: number) {
  const weights = fit.coefficients.map((_, j) => (j >= 1 && j <= segment + 1 ? 1 : 0));
  const variance = (fit.rss / fit.degreesOfFreedom) * quadraticForm(weights, fit.inverse, weights);
  return coefficient(dot(weights, fit.coefficients), Math.sqrt(variance), fit.degreesOfFreedom, level);
}

function prepared(series: readonly Observation[], shape: JoinpointShape, what: string) {
  const { scale = "log", fromEnd = 2, between = 2 } = shape;
  checkNumber(fromEnd, `${what}: fromEnd`);
  checkNumber(between, `${what}: between`);
  const points = scale === "log" ? positivePointsOf(series, what) : pointsOf(series, what);
  const spacing: Spacing = { fromEnd: Math.max(1, fromEnd), between };
  return {
    points,
    years: points.map(({ year }) => year),
    values: points.map(({ value }) => (scale === "log" ? Math.log(value) : value)),
    spacing,
  };
}

function checkNumber(value: number, what: string): void {
  if (!Number.isInteger(value) || value < 0)
    throw new AnalysisError(`${what} must be a whole number of 0 or more, got ${String(value)}`);
}
