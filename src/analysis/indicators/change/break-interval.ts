import { logNormalDistribution } from "../distributions.js";
import { leastSquares, quadraticForm } from "../numeric/least-squares.js";
import { solveIncreasing } from "../numeric/optimise.js";
import type { Point } from "../series.js";
import type { RegimeModel } from "./segments.js";

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
export function breakInterval(
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
