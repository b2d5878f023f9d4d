import { AnalysisError } from "../errors.js";

/** Numbers from 0 to below 1. */
export type Random = () => number;

/** Reproducible pseudo-random numbers (mulberry32): the same for the same seed, on every machine. */
export function seeded(seed: number, what: string): Random {
  if (!Number.isInteger(seed))
    throw new AnalysisError(`${what}: the seed must be a whole number, got ${seed}`);
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
