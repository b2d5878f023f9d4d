/**
 * Quantiles and tails of the distributions that tests and intervals need, by Cephes (Moshier 1989) in WebAssembly: the
 * same digits in every Node. Tails are calculated as tails, not as 1 − (1 − p).
 */
import { createRequire } from "node:module";
import { AnalysisError } from "./errors.js";

interface Cephes {
  /** Regularised incomplete beta function of x, and its inverse. */
  incbet(a: number, b: number, x: number): number;
  incbi(a: number, b: number, probability: number): number;
  /** Upper regularised incomplete gamma function of x, and its inverse. */
  igamc(a: number, x: number): number;
  igami(a: number, probability: number): number;
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

/** Φ(x). */
export function normalDistribution(x: number): number {
  return cephes().ndtr(x);
}

/** ln Φ(x), where Φ(x) itself would be zero too. */
export function logNormalDistribution(x: number): number {
  if (x > -30) return Math.log(normalDistribution(x));
  const square = 1 / (x * x);
  const series = 1 - square * (1 - 3 * square * (1 - 5 * square));
  return -(x * x) / 2 - Math.log(-x) - Math.log(2 * Math.PI) / 2 + Math.log(series);
}

export function betaQuantile(probability: number, alpha: number, beta: number): number {
  try {
    return cephes().incbi(alpha, beta, probability);
  } catch (error) {
    throw new AnalysisError(
      `the ${probability} quantile of Beta(${alpha}, ${beta}) cannot be calculated: the counts are too large`,
      { cause: error },
    );
  }
}

/** P(T > t) of Student's t. */
export function tTail(t: number, degreesOfFreedom: number): number {
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
  const ratio = betaQuantile(outside, degreesOfFreedom / 2, 0.5);
  const t = Math.sqrt((degreesOfFreedom * (1 - ratio)) / ratio);
  return probability > 0.5 ? t : -t;
}

/** P(F > f) of Fisher's F. */
export function fTail(f: number, numerator: number, denominator: number): number {
  return tail(() =>
    cephes().incbet(denominator / 2, numerator / 2, denominator / (denominator + numerator * f)),
  );
}

/** P(χ² > x); the degrees of freedom need not be whole. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return x <= 0 ? 1 : tail(() => cephes().igamc(degreesOfFreedom / 2, x / 2));
}

/** What a gamma variable of this shape and scale 1 exceeds with this probability. */
export function gammaUpperQuantile(probability: number, shape: number): number {
  return cephes().igami(shape, probability);
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
  if (!(level > 0 && level < 1))
    throw new AnalysisError(`${what}: the confidence level must lie between 0 and 1, got ${level}`);
  return level;
}
