/** A straight line through points, by ordinary least squares, with the confidence interval of its mean. */
import { ChartError } from "../errors.js";

export interface TrendPoint {
  readonly x: number;
  readonly y: number;
}

export interface Trend {
  /** Number of points. */
  readonly n: number;
  readonly slope: number;
  readonly intercept: number;
  /** The line at x, and its interval at the 95 % level. */
  readonly at: (x: number) => { readonly y: number; readonly low: number; readonly high: number };
}

/** Two points have a line, but nothing from which its uncertainty follows. */
const fewest = 3;

/**
 * Slope b = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², intercept a = ȳ − b x̄. The interval of the line at x is a + b x ± t · s ·
 * √(1/n + (x − x̄)² / Σ(x − x̄)²), with s² = Σ(y − a − b x)² / (n − 2) and t the 97.5 % quantile of Student's distribution with n − 2
 * degrees of freedom. It concerns the line, not single points.
 */
export function leastSquares(points: readonly TrendPoint[], where: string): Trend {
  const n = points.length;
  const mean = (of: (point: TrendPoint) => number) => points.reduce((sum, point) => sum + of(point), 0) / n;
  const meanX = mean(({ x }) => x);
  const meanY = mean(({ y }) => y);
  const squares = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (n < fewest || !(squares > 0))
    throw new ChartError(
      `scatter: ${where} has ${n < fewest ? `${n} points` : "all points at one x"}, which have no trend`,
      {
        hint: `A trend needs at least ${fewest} points at different places; leave out trend, or draw one for all points (trend: "all").`,
      },
    );
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / squares;
  const intercept = meanY - slope * meanX;
  const rest = points.reduce((sum, { x, y }) => sum + (y - intercept - slope * x) ** 2, 0);
  const spread = studentQuantile(n - 2) * Math.sqrt(rest / (n - 2));
  const at = (x: number) => {
    const y = intercept + slope * x;
    const half = spread * Math.sqrt(1 / n + (x - meanX) ** 2 / squares);
    return { y, low: y - half, high: y + half };
  };
  return { n, slope, intercept, at };
}

/** The 97.5 % quantile of the normal distribution. */
const normalQuantile = 1.959963984540054;
/** From here on, an expansion in 1 / freedom is exact to eight digits. */
const manyFreedoms = 400;

/** The 97.5 % quantile of Student's distribution with a whole number of degrees of freedom. */
export function studentQuantile(freedom: number): number {
  const z = normalQuantile;
  // Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5.
  if (freedom >= manyFreedoms)
    return (
      z +
      (z ** 3 + z) / (4 * freedom) +
      (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
      (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
    );
  let low = 0;
  let high = 20;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (withinProbability(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Probability of a value between −t and t: Abramowitz and Stegun, 26.7.3 and 26.7.4. */
function withinProbability(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const cosine = Math.cos(angle);
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = freedom === 1 ? 0 : term;
  for (let power = isOdd ? 3 : 2; power <= freedom - 2; power += 2) {
    term *= ((power - 1) / power) * cosine ** 2;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
