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

/** Below, Φ(x) comes from its asymptotic series: from about −27.3 on Cephes says zero. */
const DEEP = -20;

/** Φ(x). */
export function normalDistribution(x: number): number {
  return x > DEEP ? cephes().ndtr(x) : Math.exp(logNormalDistribution(x));
}

/** ln Φ(x), where Φ(x) itself would be zero too. */
export function logNormalDistribution(x: number): number {
  if (x > DEEP) return Math.log(cephes().ndtr(x));
  const square = 1 / (x * x);
  let series = 1;
  for (let odd = 13; odd > 0; odd -= 2) series = 1 - odd * square * series;
  return -(x * x) / 2 - Math.log(-x) - Math.log(2 * Math.PI) / 2 + Math.log(series);
}

/** By bisection from Cephes' own inverse, which has six digits left where counts are thousands of millions. */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  const logGamma = (x: number): number => cephes().lgam(x);
  const isBelow = (x: number): boolean => betaDistribution(x, alpha, beta, logGamma) < probability;
  const start = tail(() => cephes().incbi(alpha, beta, probability));
  return bisected(isBelow, start > 0 && start < 1 ? start : alpha / (alpha + beta), 1);
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
  const ratio = tail(() => cephes().incbi(degreesOfFreedom / 2, 0.5, outside));
  if (ratio === 0)
    throw new AnalysisError(
      `the ${probability} quantile of Student's t with ${degreesOfFreedom} degrees of freedom is too large to calculate`,
    );
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

/** ln Γ. */
type LogGamma = (x: number) => number;

/**
 * P(X ≤ x) of Beta(a, b), by the continued fraction (Lentz) behind a binomial probability. That is calculated from its
 * deviances (Loader 2000): as a difference of logarithms of Γ it would lose as many digits as the parameters have.
 */
function betaDistribution(x: number, a: number, b: number, logGamma: LogGamma): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const isLower = x * (a + b + 2) < a + 1;
  const part = binomial(a, b, x, logGamma) * (isLower ? b * fraction(x, a, b) : a * fraction(1 - x, b, a));
  return isLower ? part / (a + b) : 1 - part / (a + b);
}

/** Γ(a + b + 1)/(Γ(a + 1)·Γ(b + 1))·x^a·(1 − x)^b. */
function binomial(a: number, b: number, x: number, logGamma: LogGamma): number {
  const n = a + b;
  const log =
    stirlingError(n, logGamma) -
    stirlingError(a, logGamma) -
    stirlingError(b, logGamma) -
    deviance(a, n * x) -
    deviance(b, n * (1 - x));
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * a * b));
}

/** What Stirling's formula lacks of ln Γ(z + 1). */
function stirlingError(z: number, logGamma: LogGamma): number {
  if (z < 16) return logGamma(z + 1) - (z + 0.5) * Math.log(z) + z - Math.log(2 * Math.PI) / 2;
  const s = 1 / (z * z);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / z;
}

/** x·ln(x/mean) + mean − x, of which nothing is lost where the two are close. */
function deviance(x: number, mean: number): number {
  const gap = x - mean;
  const ratio = gap / (x + mean);
  if (Math.abs(ratio) >= 0.1) return x * Math.log(x / mean) + mean - x;
  let [total, term] = [gap * ratio, 2 * x * ratio];
  for (let odd = 3; ; odd += 2) {
    term *= ratio * ratio;
    const next = total + term / odd;
    if (next === total) return total;
    total = next;
  }
}

/** The continued fraction of the incomplete beta function, which settles in about √(a + b) steps. */
function fraction(x: number, a: number, b: number): number {
  const away = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) / (a + 1)) * x);
  let result = d;
  for (let m = 1; m < 1e7; m++) {
    const even = ((m * (b - m)) / ((a + 2 * m - 1) * (a + 2 * m))) * x;
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    result *= d * c;
    const odd = ((-(a + m) * (a + b + m)) / ((a + 2 * m) * (a + 2 * m + 1))) * x;
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return result;
}
