/**
 * Quantiles and tails of the distributions used by tests and intervals, from Cephes (Moshier 1989) in WebAssembly,
 * which gives the same digits in every Node.js. Tails are computed directly, not as 1 − (1 − p).
 */
import { createRequire } from "node:module";
import { AnalysisError, type EstimatedMeasure } from "briefing/analysis";

interface Cephes {
  /** Regularised lower and upper incomplete gamma functions of x. */
  igam(a: number, x: number): number;
  igamc(a: number, x: number): number;
  ndtri(probability: number): number;
}

const require = createRequire(import.meta.url);

/** Loaded with the first interval, so that notebooks without intervals do not wait for it. */
function cephes(): Cephes {
  return require("cephes") as Cephes;
}

export function normalQuantile(probability: number): number {
  return cephes().ndtri(probability);
}

/** P(χ² > x); the degrees of freedom need not be whole. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : gammaTail("igamc", degreesOfFreedom / 2, x / 2);
}

/** P(X ≤ x) (`igam`) or P(X > x) (`igamc`) for a gamma variable with this shape and scale 1. */
function gammaTail(side: "igam" | "igamc", shape: number, x: number): number {
  const probability = tail(() => cephes()[side](shape, x));
  // Cephes reports underflow of one tail even if the other was requested.
  return probability === 0 && x < shape === (side === "igamc") ? 1 : probability;
}

/**
 * The value that a gamma variable with this shape and scale 1 exceeds with this probability, by bisection on the
 * smaller tail: the inverse in Cephes fails for shapes of tens of thousands.
 */
export function gammaUpperQuantile(probability: number, shape: number): number {
  const isBelow =
    probability <= 0.5
      ? (x: number): boolean => gammaTail("igamc", shape, x) > probability
      : (x: number): boolean => gammaTail("igam", shape, x) < 1 - probability;
  // Wilson and Hilferty 1931.
  const third = 1 - 1 / (9 * shape) - normalQuantile(probability) / (3 * Math.sqrt(shape));
  const start = shape * Math.max(third, 1e-3) ** 3;
  return bisected(isBelow, start, Infinity);
}

/** The number from 0 to the maximum at which `isBelow` turns false, searched around a guess. */
function bisected(isBelow: (x: number) => boolean, start: number, most: number): number {
  let low = start;
  let high = start;
  for (let factor = 1e-9; low > 0 && !isBelow(low); factor = Math.min(0.5, 32 * factor)) low *= 1 - factor;
  for (let factor = 1e-9; high < most && isBelow(high); factor = Math.min(1, 32 * factor))
    high = Math.min(most, high * (1 + factor));
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (isBelow(middle)) low = middle;
    else high = middle;
  }
}

/** Probabilities that underflow are zero. */
function tail(probability: () => number): number {
  try {
    return probability();
  } catch (error) {
    if (error instanceof Error && error.message.includes("underflow")) return 0;
    throw new AnalysisError("a tail of a distribution cannot be calculated: the numbers are too large", {
      cause: error,
    });
  }
}

/** Confidence level of all intervals, two-sided. */
export const level = 0.95;

/** exp(log ± z·error), the interval of a ratio from its logarithm; null if its upper bound overflows. */
export function logInterval(log: number, error: number): EstimatedMeasure["confidence"] {
  const half = normalQuantile((1 + level) / 2) * error;
  const lower = Math.exp(log - half);
  const upper = Math.exp(log + half);
  return upper < Infinity ? { lower, upper, level } : null;
}
