import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { type Observation, type Point, pointsOf } from "../series.js";
import { type Break, breakAfter, regimeCost, type RegimeModel } from "./break-tests.js";

export interface PeltOptions {
  /**
   * Price of a break, in squares of the series' unit. Default 2·s²·ln n, s² the mean square of successive differences,
   * halved (von Neumann 1941): of errors without trend their variance.
   */
  readonly penalty?: number;
  /** Least observed years of a regime; default 1, so that an outlier can be one of its own. */
  readonly minSegment?: number;
  /** What changes; default "level". */
  readonly model?: RegimeModel;
}

export interface Regime {
  readonly firstYear: number;
  readonly lastYear: number;
  readonly mean: number;
  readonly n: number;
}

export interface Pelt {
  readonly breaks: readonly Break[];
  readonly regimes: readonly Regime[];
  readonly penalty: number;
  /** Sum of squares within the regimes, and with the price of the breaks. */
  readonly squares: number;
  readonly cost: number;
}

/**
 * Shifts of the level, by pruned exact linear time (PELT): the partition with the least cost, found without trying all.
 * On a trend it invents breaks, because a staircase fits a slope: give it the residuals (see `detrended`).
 *
 * Formula: minimise Σ SSE of regimes + penalty·(regimes − 1). Of partitions that cost the same, the one with fewer breaks.
 * Unit: `value` is the number of breaks, `n` the observed years.
 * Range: 0–n − 1.
 * Undefined: fewer than two observed years, or than one regime needs (`insufficient_data`). A negative penalty throws.
 * Source: Killick, Fearnhead and Eckley 2012.
 */
export function pelt(series: readonly Observation[], options: PeltOptions = {}): Modelled<Pelt> {
  const { minSegment = 1, model = "level" } = options;
  const points = pointsOf(series, "pelt");
  const n = points.length;
  if (!Number.isInteger(minSegment) || minSegment < 1)
    throw new AnalysisError(`pelt: minSegment must be a whole number of 1 or more, got ${minSegment}`);
  const penalty = options.penalty ?? defaultPenalty(points);
  if (!(penalty >= 0 && penalty < Infinity))
    throw new AnalysisError(`pelt: the penalty must be 0 or more, got ${String(penalty)}`);
  if (n < 2 || n < minSegment) return noResult("insufficient_data", n);
  const cost = regimeCost(points, model);
  const starts = bestStarts(n, minSegment, penalty, cost);
  const bounds = [...starts, n];
  const regimes = starts.map((start, i): Regime => {
    const part = points.slice(start, bounds[i + 1]);
    return {
      firstYear: part[0]?.year ?? NaN,
      lastYear: part.at(-1)?.year ?? NaN,
      mean: part.reduce((total, { value }) => total + value / part.length, 0),
      n: part.length,
    };
  });
  const squares = starts.reduce((total, start, i) => total + cost(start, (bounds[i + 1] ?? n) - 1), 0);
  const breaks = starts.slice(1).map((start) => breakAfter(points, start));
  return {
    value: breaks.length,
    n,
    breaks,
    regimes,
    penalty,
    squares,
    cost: squares + penalty * breaks.length,
  };
}

interface Best {
  readonly cost: number;
  readonly regimes: number;
  /** Where the last regime begins. */
  readonly start: number;
}

function bestStarts(
  n: number,
  minSegment: number,
  penalty: number,
  cost: (from: number, to: number) => number,
): readonly number[] {
  const best: (Best | undefined)[] = [{ cost: -penalty, regimes: 0, start: 0 }];
  /** Starts that can still begin the last regime, and the end from which on they no longer can. */
  let candidates: { readonly start: number; readonly until: number }[] = [{ start: 0, until: Infinity }];
  for (let end = 1; end <= n; end++) {
    let found: Best | undefined;
    for (const { start } of candidates) {
      const before = best[start];
      if (before === undefined || end - start < minSegment) continue;
      const total = before.cost + cost(start, end - 1) + penalty;
      const regimes = before.regimes + 1;
      if (found === undefined || total < found.cost || (total === found.cost && regimes < found.regimes))
        found = { cost: total, regimes, start };
    }
    best[end] = found;
    if (found === undefined) continue;
    const bound = found.cost;
    candidates = candidates
      .map((candidate) => {
        const before = best[candidate.start];
        const beaten =
          before !== undefined &&
          end - candidate.start >= minSegment &&
          before.cost + cost(candidate.start, end - 1) > bound;
        return beaten ? { ...candidate, until: Math.min(candidate.until, end + minSegment) } : candidate;
      })
      .filter(({ until }) => until > end);
    candidates.push({ start: end, until: Infinity });
  }
  const starts: number[] = [];
  for (let end = n; end > 0;) {
    end = best[end]?.start ?? 0;
    starts.unshift(end);
  }
  return starts;
}

function defaultPenalty(points: readonly Point[]): number {
  const n = points.length;
  if (n < 2) return 0;
  let squares = 0;
  for (const [i, { value }] of points.entries())
    if (i > 0) squares += (value - (points[i - 1]?.value ?? 0)) ** 2;
  return (Math.log(n) * squares) / (n - 1);
}
