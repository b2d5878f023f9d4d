/** Residual sums of squares of parts of a series, each with its own level or line. */
import type { Point } from "../series.js";

/** What a regime has: a level alone, or a level and a slope. */
export type RegimeModel = "level" | "trend";

export function parametersOf(model: RegimeModel): 1 | 2 {
  return model === "level" ? 1 : 2;
}

export type RegimeCost = (from: number, to: number) => number;

/** Residual sum of squares of the points from one index to another, both included; zero where only rounding is left. */
export function regimeCost(points: readonly Point[], model: RegimeModel): RegimeCost {
  const known = new Map<number, number>();
  return (from, to) => {
    const key = from * points.length + to;
    const found = known.get(key);
    if (found !== undefined) return found;
    const cost = residualSquares(points.slice(from, to + 1), model);
    known.set(key, cost);
    return cost;
  };
}

function residualSquares(points: readonly Point[], model: RegimeModel): number {
  const n = points.length;
  let [year, value, size] = [0, 0, 0];
  for (const point of points) {
    year += point.year / n;
    value += point.value / n;
    size += point.value * point.value;
  }
  let [tt, ty] = [0, 0];
  if (model === "trend")
    for (const point of points) {
      tt += (point.year - year) ** 2;
      ty += (point.year - year) * (point.value - value);
    }
  const slope = tt === 0 ? 0 : ty / tt;
  let rss = 0;
  for (const point of points) rss += (point.value - value - slope * (point.year - year)) ** 2;
  return rss <= 1e-26 * n * size ? 0 : rss;
}

/** A break between two observed years. */
export interface Break {
  /** Last year of the earlier regime. */
  readonly lastYear: number;
  /** First year of the later one. */
  readonly firstYear: number;
  /** Place of the last year among the observed years, from 1. */
  readonly index: number;
}

export function breakAfter(points: readonly Point[], index: number): Break {
  return {
    lastYear: points[index - 1]?.year ?? NaN,
    firstYear: points[index]?.year ?? NaN,
    index,
  };
}
