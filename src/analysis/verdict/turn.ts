import { AnalysisError } from "../errors.js";
import { seeded } from "../numeric/random.js";
import { type Point, pointsOf } from "../series.js";
import type { TurnRule } from "./rule.js";

/** A change of course, its date by the first year of the new one. */
export interface Turn {
  /** F of the best date: how much two lines fit better than one. */
  readonly statistic: number;
  readonly year: number;
  /** Years that the likelihood does not reject: the interval of the date. */
  readonly from: number;
  readonly to: number;
  /** Slopes a year, on the scale of the points. */
  readonly before: number;
  readonly after: number;
}

/**
 * The year in which level and slope of a series change together.
 *
 * Formula: F = ((S₀ − S)/2)/(S/(n − 4)), S₀ the residual squares of one line, S the least of two lines that share no
 * point, each of at least max(3, floor(trim·n)) years; the interval holds every date with n·ln(S/S_min) ≤ drop.
 * Unit: years; `statistic` has none.
 * Range: 0–∞.
 * Undefined: null where there are too few years for two lines, or where two lines pass through every point.
 * Source: Andrews 1993; the interval by likelihood ratio, its limit by simulation.
 */
export function datedTurn(
  points: readonly Point[],
  { trim, drop }: Pick<TurnRule, "trim" | "drop">,
): Turn | null {
  const sorted = pointsOf(points, "datedTurn");
  const n = sorted.length;
  const least = Math.max(3, Math.floor(trim * n + 1e-9));
  if (n < 2 * least || n < 5) return null;
  const sums = new Sums(sorted);
  const whole = sums.line(0, n);
  const splits = Array.from({ length: n - 2 * least + 1 }, (_, i) => {
    const [before, after] = [sums.line(0, least + i), sums.line(least + i, n)];
    return { year: sorted[least + i]?.year ?? NaN, rss: before.rss + after.rss, before, after };
  });
  const best = splits.reduce((a, b) => (b.rss < a.rss ? b : a));
  if (!(best.rss > 0)) return null;
  const kept = splits.filter(({ rss }) => n * Math.log(rss / best.rss) <= drop).map(({ year }) => year);
  return {
    statistic: Math.max(0, whole.rss - best.rss) / 2 / (best.rss / (n - 4)),
    year: best.year,
    from: Math.min(...kept),
    to: Math.max(...kept),
    before: best.before.slope,
    after: best.after.slope,
  };
}

/** Statistics of series without a turn, sorted: errors independent and normal, years one after the other. */
export function statisticsWithoutTurn(
  years: number,
  { trim, simulations, seed }: Pick<TurnRule, "trim" | "simulations" | "seed">,
): readonly number[] {
  if (!(Number.isInteger(simulations) && simulations > 0))
    throw new AnalysisError(`statisticsWithoutTurn: simulations must be 1 or more, got ${simulations}`);
  const random = seeded(seed, "statisticsWithoutTurn");
  const found = Array.from({ length: simulations }, () => {
    const points = Array.from({ length: years }, (_, year) => ({ year, value: normal(random) }));
    return datedTurn(points, { trim, drop: 0 })?.statistic ?? NaN;
  });
  return found.sort((a, b) => a - b);
}

/** Part of the simulated statistics that are as great, the series itself counted as one of them. */
export function simulatedP(statistic: number, without: readonly number[]): number {
  const below = without.findIndex((value) => value >= statistic);
  return (1 + (below < 0 ? 0 : without.length - below)) / (1 + without.length);
}

/** A normal number by the polar method, which needs only logarithms and roots. */
function normal(random: () => number): number {
  for (;;) {
    const [u, v] = [2 * random() - 1, 2 * random() - 1];
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}

/** Lines through stretches of a series, each from running sums. */
class Sums {
  readonly #sums: readonly (readonly [x: number, y: number, xx: number, xy: number, yy: number])[];

  constructor(points: readonly Point[]) {
    // Centred, so that squares of years near 2000 lose no digits.
    const year = points.reduce((sum, point) => sum + point.year, 0) / points.length;
    const value = points.reduce((sum, point) => sum + point.value, 0) / points.length;
    let last: readonly [number, number, number, number, number] = [0, 0, 0, 0, 0];
    this.#sums = [
      last,
      ...points.map((point) => {
        const [x, y] = [point.year - year, point.value - value];
        last = [last[0] + x, last[1] + y, last[2] + x * x, last[3] + x * y, last[4] + y * y];
        return last;
      }),
    ];
  }

  /** Residual squares and slope of the line through the points from one place to before another. */
  line(from: number, to: number): { readonly rss: number; readonly slope: number } {
    const [a, b] = [this.#sums[from], this.#sums[to]];
    if (a === undefined || b === undefined) return { rss: NaN, slope: NaN };
    const n = to - from;
    const [x, y, xx, xy, yy] = [b[0] - a[0], b[1] - a[1], b[2] - a[2], b[3] - a[3], b[4] - a[4]];
    const [sxx, sxy, syy] = [xx - (x * x) / n, xy - (x * y) / n, yy - (y * y) / n];
    const slope = sxx === 0 ? 0 : sxy / sxx;
    return { rss: Math.max(0, syy - slope * sxy), slope };
  }
}
