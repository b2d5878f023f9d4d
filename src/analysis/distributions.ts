/** Quantiles of the distributions that intervals need, by jStat: right to 1e-8 (see the tests). */
import { createRequire } from "node:module";
import { AnalysisError } from "./errors.js";

interface JStat {
  readonly beta: { inv(probability: number, alpha: number, beta: number): number };
  readonly normal: { inv(probability: number, mean: number, standardDeviation: number): number };
}

const require = createRequire(import.meta.url);

/** Loaded with the first interval: a notebook that asks for none does not wait for it. */
function jStat(): JStat {
  return (require("jstat") as { readonly jStat: JStat }).jStat;
}

export function normalQuantile(probability: number): number {
  return jStat().normal.inv(probability, 0, 1);
}

export function betaQuantile(probability: number, alpha: number, beta: number): number {
  const quantile = jStat().beta.inv(probability, alpha, beta);
  if (!(quantile >= 0 && quantile <= 1))
    throw new AnalysisError(
      `the ${probability} quantile of Beta(${alpha}, ${beta}) cannot be calculated: the counts are too large`,
    );
  return quantile;
}

export function toLevel(level: number, what: string): number {
  if (!(level > 0 && level < 1))
    throw new AnalysisError(`${what}: the confidence level must lie between 0 and 1, got ${level}`);
  return level;
}
