/** Tails of χ² and exact intervals of Poisson counts, by the incomplete gamma function of Cephes (Moshier 1989). */
import { createRequire } from "node:module";
import type { Interval } from "../model/measure.js";

interface Cephes {
  /** Upper regularised incomplete gamma function of x, and its inverse. */
  igamc(shape: number, x: number): number;
  igami(shape: number, probability: number): number;
}

const require = createRequire(import.meta.url);

function cephes(): Cephes {
  return require("cephes") as Cephes;
}

/** P(χ² with so many degrees of freedom > statistic). */
export function chiSquareTail(statistic: number, degreesOfFreedom: number): number {
  if (statistic <= 0) return 1;
  try {
    return cephes().igamc(degreesOfFreedom / 2, statistic / 2);
  } catch (error) {
    // A probability too small for a number is zero.
    if (error instanceof Error && error.message.includes("underflow")) return 0;
    throw error;
  }
}

/** The exact interval of the mean of a Poisson count (Garwood 1936): half of two quantiles of χ². */
export function poissonInterval(count: number, level: number): Interval {
  const tail = (1 - level) / 2;
  return {
    lower: count === 0 ? 0 : cephes().igami(count, 1 - tail),
    upper: cephes().igami(count + 1, tail),
  };
}
