/**
 * Quantiles and tails of the distributions that tests and intervals need, by Cephes (Moshier 1989) in WebAssembly: the
 * same digits in every Node. Tails are calculated as tails, not as 1 − (1 − p).
 */
import { createRequire } from "node:module";
import { AnalysisError } from "./errors.js";

interface Cephes {
  /** ln Γ. */
  lgam(x: number): number;
  /** Regularised incomplete beta function of x, and its inverse. */
  incbet(a: number, b: number, x: number): number;
  incbi(a: number, b: number, probability: number): number;
  /** Lower and upper regularised incomplete gamma function of x. */
  igam(a: number, x: number): number;
  igamc(a: number, x: number): number;
  ndtr(x: number): number;
  ndtri(probability: number): number;
}

const require = createRequire(import.meta.url);

/** Loaded with the first interval: a notebook that asks for none does not wait for it. */
function cephes(): Cephes {
  return require("cephes") as Cephes;
}

export function normalQuantile(probability: number): number {
  return cephes().ndtri(probability);
}

/** P(T > t) of Student's t. */
function tTail(t: number, degreesOfFreedom: number): number {
  const both = tail(() =>
    cephes().incbet(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t)),
  );
  return t >= 0 ? both / 2 : 1 - both / 2;
}

/** P(|T| > |t|). */
export function tTwoSided(t: number, degreesOfFreedom: number): number {
  return 2 * tTail(Math.abs(t), degreesOfFreedom);
}

export function tQuantile(probability: number, degreesOfFreedom: number): number {
  if (probability === 0.5) return 0;
  const outside = 2 * Math.min(probability, 1 - probability);
  const ratio = tail(() => cephes().incbi(degreesOfFreedom / 2, 0.5, outside));
  if (ratio === 0)
    throw new AnalysisError(
      `the ${probability} quantile of Student's t with ${degreesOfFreedom} degrees of freedom is too large to calculate`,
    );
  const t = Math.sqrt((degreesOfFreedom * (1 - ratio)) / ratio);
  return probability > 0.5 ? t : -t;
}

/** P(χ² > x); the degrees of freedom need not be whole. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : gammaTail("igamc", degreesOfFreedom / 2, x / 2);
}

/** P(X ≤ x) (`igam`) or P(X > x) (`igamc`) of a gamma variable of this shape and scale 1. */
function gammaTail(side: "igam" | "igamc", shape: number, x: number): number {
  const probability = tail(() => cephes()[side](shape, x));
  // Cephes complains of the tail that vanishes also where the other one was asked for.
  return probability === 0 && x < shape === (side === "igamc") ? 1 : probability;
}

/**
 * What a gamma variable of this shape and scale 1 exceeds with this probability, by bisection of the tail that is the
 * smaller: Cephes' own inverse gives up on shapes of some ten thousands.
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

/** The number between 0 and the most up to which others are below, looked for around a guess. */
function bisected(isBelow: (x: number) => boolean, start: number, most: number): number {
  let [low, high] = [start, start];
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

/** A probability too small for a number is zero. */
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

export function toLevel(level: number, what: string): number {
  if (!(level > 0 && (1 + level) / 2 < 1))
    throw new AnalysisError(`${what}: the confidence level must lie between 0 and 1, got ${level}`);
  return level;
}
