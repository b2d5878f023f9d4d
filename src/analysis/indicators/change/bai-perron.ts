import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { toLevel } from "../distributions.js";
import { at } from "../numeric/least-squares.js";
import { type Observation, type Point, pointsOf } from "../series.js";
import { type BreakInterval, breakInterval } from "./break-interval.js";
import {
  type Break,
  breakAfter,
  parametersOf,
  type RegimeCost,
  regimeCost,
  type RegimeModel,
} from "./segments.js";

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
