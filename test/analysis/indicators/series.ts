import type { Observation } from "../../../src/analysis/indicators/change.js";

/** Values with their times; 0, 1, 2 … where none are given. */
export function series(
  values: readonly (number | null)[],
  times?: readonly number[],
): readonly Observation[] {
  return values.map((value, index) => ({ year: times?.[index] ?? index, value }));
}

/** A result that has a value. */
export function present<T extends { readonly value: number | null }>(
  result: T,
): Exclude<T, { readonly value: null }> & { readonly value: number } {
  if (result.value === null) throw new Error(`no value: ${JSON.stringify(result)}`);
  return result as Exclude<T, { readonly value: null }> & { readonly value: number };
}
