import * as change from "../../../../src/analysis/indicators/change.js";
import type { Observation } from "../../../../src/analysis/indicators/change.js";

/** Values with their times; 0, 1, 2 … where none are given. */
export function series(
  values: readonly (number | null)[],
  times?: readonly number[],
): readonly Observation[] {
  return values.map((value, index) => ({ year: times?.[index] ?? index, value }));
}

/** A result that is there. */
export function present<T extends { readonly value: number | null }>(
  result: T,
): Exclude<T, { readonly value: null }> & { readonly value: number } {
  if (result.value === null) throw new Error(`no value: ${JSON.stringify(result)}`);
  return result as Exclude<T, { readonly value: null }> & { readonly value: number };
}

export function bounds(interval: {
  readonly lower: number;
  readonly upper: number;
}): readonly [number, number] {
  return [interval.lower, interval.upper];
}

/** An interrupted series whose errors depend on the year before, in the names that reference files have. */
export function autoregressiveFit(observations: readonly Observation[], from: number): object {
  const result = present(change.interruptedAutoregressive(observations, { from }));
  const all = [result.intercept, result.slope, result.levelChange, result.slopeChange];
  return {
    ar1: result.autoregression,
    coef: all.map(({ value }) => value),
    se: all.map(({ standardError }) => standardError),
    loglik: result.logLikelihood,
  };
}
