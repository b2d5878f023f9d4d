import { fTail } from "../distributions.js";
import { AnalysisError } from "../errors.js";
import { type Modelled, noResult } from "../estimate.js";
import { type Observation, pointsOf } from "../series.js";
import { parametersOf, regimeCost, type RegimeModel } from "./segments.js";

export interface ChowOptions {
  /** First year of the later regime, fixed before looking at the series. */
  readonly from: number;
  /** What changes; default "trend": level and slope. */
  readonly model?: RegimeModel;
}

export interface Chow {
  readonly p: number;
  /** Degrees of freedom: coefficients that change, and n − 2k. */
  readonly numerator: number;
  readonly denominator: number;
  readonly rssPooled: number;
  readonly rssBefore: number;
  readonly rssAfter: number;
}

/**
 * Chow's test that a series has the same line on both sides of a year. Only for a year that was fixed in advance: of a
 * year picked from the series its p is far too small (see `supF`).
 *
 * Formula: F = ((RSS − RSS₁ − RSS₂)/k)/((RSS₁ + RSS₂)/(n − 2k)), k coefficients a side.
 * Unit: `value` is F, `n` the observed years.
 * Range: 0–∞.
 * Undefined: fewer than 2(k + 1) observed years (`insufficient_data`), a constant series or one line through every
 * point (`no_variation`), two lines through every point (`perfect_fit`). A year that leaves fewer than k + 1 points on a
 * side throws.
 * Source: Chow 1960.
 */
export function chow(series: readonly Observation[], { from, model = "trend" }: ChowOptions): Modelled<Chow> {
  const points = pointsOf(series, "chow");
  const n = points.length;
  const k = parametersOf(model);
  if (!Number.isFinite(from)) throw new AnalysisError(`chow: expected a year, got ${String(from)}`);
  if (n < 2 * (k + 1)) return noResult("insufficient_data", n);
  const before = points.filter(({ year }) => year < from).length;
  for (const [side, count] of [
    ["before", before],
    ["from", n - before],
  ] as const)
    if (count < k + 1)
      throw new AnalysisError(`chow: ${count} observed years ${side} ${from}, at least ${k + 1} are needed`);
  const cost = regimeCost(points, model);
  const [rssPooled, rssBefore, rssAfter] = [cost(0, n - 1), cost(0, before - 1), cost(before, n - 1)];
  if (rssPooled === 0) return noResult("no_variation", n);
  if (rssBefore + rssAfter === 0) return noResult("perfect_fit", n);
  const denominator = n - 2 * k;
  const gained = Math.max(0, rssPooled - rssBefore - rssAfter);
  const value = gained / k / ((rssBefore + rssAfter) / denominator);
  return {
    value,
    n,
    p: fTail(value, k, denominator),
    numerator: k,
    denominator,
    rssPooled,
    rssBefore,
    rssAfter,
  };
}
