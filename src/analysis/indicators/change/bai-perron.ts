import { logNormalDistribution, toLevel } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { leastSquares } from "../numeric/least-squares.js";
import { at, quadraticForm } from "../numeric/vectors.js";
import { solveIncreasing } from "../numeric/optimise.js";
import { type Observation, type Point, pointsOf } from "../series.js";
import {
  type Break,
  breakAfter,
  parametersOf,
  type RegimeCost,
  regimeCost,
  type RegimeModel,
} from "./break-tests.js";

export interface BaiPerronOptions {
  /** Least length of a regime: a part of the observed years (below 1) or their number; default 0.2. */
  readonly minSegment?: number;
  /** Default: as many as fit, ceil(n/h) − 2, at least one. */
  readonly maxBreaks?: number;
  /** What changes; default "trend": level and slope. */
  readonly model?: RegimeModel;
  /** Confidence level of the intervals of the dates; default 0.95. */
  readonly level?: number;
}

/** A break with the interval of its date; null where a regime has no errors or does not differ. */
export interface DatedBreak extends Break {
  readonly interval: BreakInterval | null;
}

export interface Partition {
  readonly breaks: readonly Break[];
  /** Residual sum of squares, and Schwarz's criterion; null where the regimes fit every point. */
  readonly rss: number;
  readonly bic: number | null;
}

export interface BaiPerron {
  readonly breaks: readonly DatedBreak[];
  /** The best partition with 0, 1, 2 … breaks. */
  readonly partitions: readonly Partition[];
  /** Least observed years of a regime. */
  readonly minSegment: number;
}

/**
 * How many breaks a series has, and when: the partition with the least squares for every number of breaks, the number
 * with the least BIC, and an interval for each date.
 *
 * Formula: dynamic programming over Σ RSS of regimes of at least h points; BIC = n(ln(RSS/n) + 1 + ln 2π) +
 * ln n·(k + 1)(m + 1); intervals from the distribution of the maximum of a two-sided Brownian motion, unequal regressors
 * and errors allowed.
 * Unit: `value` is the number of breaks, `n` the observed years.
 * Range: 0–`maxBreaks`.
 * Undefined: fewer observed years than two regimes need (`insufficient_data`). A regime not longer than its
 * coefficients throws.
 * Source: Bai and Perron 1998, 2003; intervals: Bai 1997.
 */
export function baiPerron(
  series: readonly Observation[],
  options: BaiPerronOptions = {},
): Modelled<BaiPerron> {
  const { model = "trend", minSegment = 0.2, level = 0.95 } = options;
  toLevel(level, "baiPerron");
  const points = pointsOf(series, "baiPerron");
  const n = points.length;
  const k = parametersOf(model);
  const h = segmentLength(minSegment, n, k, options.minSegment === undefined);
  if (n < 2 * h) return noResult("insufficient_data", n);
  const maxBreaks = options.maxBreaks ?? Math.max(1, Math.ceil(n / h) - 2);
  if (!Number.isInteger(maxBreaks) || maxBreaks < 0)
    throw new AnalysisError(`baiPerron: maxBreaks must be a whole number of 0 or more, got ${maxBreaks}`);
  const cost = regimeCost(points, model);
  const partitions = bestPartitions(cost, n, h, Math.min(maxBreaks, Math.floor(n / h) - 1)).map(
    ({ indices, rss }, m): Partition => ({
      breaks: indices.map((index) => breakAfter(points, index)),
      rss,
      bic:
        rss === 0
          ? null
          : n * (Math.log(rss / n) + 1 + Math.log(2 * Math.PI)) + Math.log(n) * (k + 1) * (m + 1),
    }),
  );
  const chosen = leastBic(partitions);
  const breaks = partitions[chosen]?.breaks ?? [];
  return {
    value: chosen,
    n,
    breaks: withIntervals(points, breaks, model, level),
    partitions,
    minSegment: h,
  };
}

function segmentLength(given: number, n: number, k: number, isDefault: boolean): number {
  const h = given < 1 ? Math.floor(given * n + 1e-9) : given;
  if (isDefault) return Math.max(h, k + 1);
  if (!Number.isInteger(h) || h <= k)
    throw new AnalysisError(
      `baiPerron: a regime must have more points than its ${k} coefficients, got ${given} of ${n}`,
      { hint: "Give a greater minSegment: a part of the years (0.2) or their number." },
    );
  return h;
}

/** A fit without errors has a BIC of minus infinity: the fewest breaks of those win. */
function leastBic(partitions: readonly Partition[]): number {
  const values = partitions.map(({ bic }) => bic ?? -Infinity);
  return values.indexOf(Math.min(...values));
}

interface Found {
  readonly indices: readonly number[];
  readonly rss: number;
}

/** Best partitions with 0 … maxBreaks breaks; an index is the number of points before the break. */
function bestPartitions(cost: RegimeCost, n: number, h: number, maxBreaks: number): readonly Found[] {
  // table[m][end]: the least cost of the first `end` points in m + 1 regimes, and where the last one begins.
  const whole: { readonly cost: number; readonly last: number }[] = [];
  for (let end = h; end <= n; end++) whole[end] = { cost: cost(0, end - 1), last: 0 };
  const table = [whole];
  for (let m = 1; m <= maxBreaks; m++) {
    const row: { readonly cost: number; readonly last: number }[] = [];
    for (let end = (m + 1) * h; end <= n; end++) {
      let best = { cost: Infinity, last: 0 };
      for (let last = m * h; last <= end - h; last++) {
        const total = (table[m - 1]?.[last]?.cost ?? Infinity) + cost(last, end - 1);
        if (total < best.cost) best = { cost: total, last };
      }
      row[end] = best;
    }
    table.push(row);
  }
  return table.map((row, m) => {
    const indices: number[] = [];
    for (let [breaks, end] = [m, n]; breaks > 0; breaks--) {
      end = table[breaks]?.[end]?.last ?? 0;
      indices.unshift(end);
    }
    return { indices, rss: row[n]?.cost ?? NaN };
  });
}

function withIntervals(
  points: readonly Point[],
  breaks: readonly Break[],
  model: RegimeModel,
  level: number,
): readonly DatedBreak[] {
  const ends = [0, ...breaks.map(({ index }) => index), points.length];
  return breaks.map((found, i) => ({
    ...found,
    interval: breakInterval(
      points,
      { start: at(ends, i), break: found.index, end: at(ends, i + 2) },
      model,
      level,
    ),
  }));
}

/** Last years that the earlier regime may have had. */
export interface BreakInterval {
  /** Null where the interval reaches beyond the series. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** The same as places among the observed years, from 1; beyond the series below 1 or above their number. */
  readonly lowerIndex: number;
  readonly upperIndex: number;
  readonly level: number;
}

/** Two neighbouring regimes: points from `start`, from `break`, and up to `end`, not included. */
interface Around {
  readonly start: number;
  readonly break: number;
  readonly end: number;
}

/** Confidence interval of a break's date (Bai 1997), regressors and errors of both regimes their own. */
function breakInterval(
  points: readonly Point[],
  around: Around,
  model: RegimeModel,
  level: number,
): BreakInterval | null {
  const origin = points[0]?.year ?? 0;
  const before = regime(points.slice(around.start, around.break), model, origin);
  const after = regime(points.slice(around.break, around.end), model, origin);
  if (before === null || after === null || before.variance === 0 || after.variance === 0) return null;
  const shift = after.coefficients.map((value, i) => value - (before.coefficients[i] ?? 0));
  const scale = quadraticForm(shift, before.moments, shift) / before.variance;
  const xi = quadraticForm(shift, after.moments, shift) / (before.variance * scale);
  if (!(scale > 0 && xi > 0)) return null;
  const phi = xi * (after.variance / before.variance);
  const distribution = (x: number): number => argmaxDistribution(x, xi, phi);
  const [low, high] = [(1 - level) / 2, (1 + level) / 2];
  const middle = distribution(0);
  // So unequal that the whole interval would lie on one side of the break.
  if (!(middle >= low && middle <= high)) return null;
  const latest =
    solveIncreasing(
      distribution,
      high,
      0,
      reach(distribution, (p) => p >= high, 1),
    ) / scale;
  const earliest =
    solveIncreasing(
      distribution,
      low,
      reach(distribution, (p) => p <= low, -1),
      0,
    ) / scale;
  // What the maximum overshoots, the true break falls short of.
  const lowerIndex = around.break - Math.ceil(latest);
  const upperIndex = around.break - Math.floor(earliest);
  return {
    lower: points[lowerIndex - 1]?.year ?? null,
    upper: points[upperIndex - 1]?.year ?? null,
    lowerIndex,
    upperIndex,
    level,
  };
}

/** A point far enough out. */
function reach(distribution: (x: number) => number, there: (p: number) => boolean, start: number): number {
  let x = start;
  while (!there(distribution(x)) && Math.abs(x) < 1e9) x *= 2;
  return x;
}

function regime(points: readonly Point[], model: RegimeModel, origin: number) {
  const design = points.map(({ year }) => (model === "level" ? [1] : [1, year - origin]));
  const fit = leastSquares(
    design,
    points.map(({ value }) => value),
  );
  if (fit === null) return null;
  const n = points.length;
  const moments = fit.coefficients.map((_, a) =>
    fit.coefficients.map(
      (__, b) => design.reduce((total, row) => total + (row[a] ?? 0) * (row[b] ?? 0), 0) / n,
    ),
  );
  return { coefficients: fit.coefficients, variance: fit.rss / n, moments };
}

/** Distribution function of the place of the maximum of a two-sided Brownian motion with drift (Bai 1997, appendix B). */
function argmaxDistribution(x: number, xi: number, phi: number): number {
  const size = Math.abs(x);
  const root = Math.sqrt(size);
  const power = (log: number, argument: number): number => Math.exp(log + logNormalDistribution(argument));
  const density = (shape: number): number =>
    size === 0 ? 0 : Math.exp(Math.log(size) / 2 - (shape * size) / 8 - Math.log(2 * Math.PI) / 2);
  if (x < 0) {
    const ratio = xi / phi;
    return (
      -density(1) -
      ((phi + 2 * xi) / (ratio * (phi + xi))) *
        power((ratio * (1 + ratio) * size) / 2, -(0.5 + ratio) * root) +
      power(Math.log(size / 2 - 2 + (phi + 2 * xi) ** 2 / ((phi + xi) * xi)), -root / 2)
    );
  }
  const ratio = xi ** 2 / phi;
  return (
    1 +
    Math.sqrt(ratio) * density(ratio) +
    ((xi / phi) *
      (2 * phi + xi) *
      power(((phi + xi) * size) / 2, (-(phi + xi / 2) / Math.sqrt(phi)) * root)) /
      (phi + xi) -
    power(
      Math.log((2 * phi + xi) ** 2 / ((phi + xi) * phi) - 2 + (ratio * size) / 2),
      (-Math.sqrt(ratio) * root) / 2,
    )
  );
}
