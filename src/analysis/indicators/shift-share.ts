import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
import { sum } from "./numeric/statistics.js";

/** Joint papers of a pair in one field and the world's, at two times. */
export interface FieldGrowth {
  readonly field: string;
  readonly before: number;
  readonly after: number;
  readonly worldBefore: number;
  readonly worldAfter: number;
}

export interface GrowthParts {
  /** What growth as of the whole world would have brought. */
  readonly national: Measure;
  /** What the world's growth in the field differs from that of all. */
  readonly mix: Measure;
  /** What the pair's growth differs from the world's in the field. */
  readonly competitive: Measure;
  readonly change: number;
}

export interface ShiftShare extends GrowthParts {
  readonly fields: readonly (GrowthParts & { readonly field: string })[];
}

/**
 * Shift–share: what of a change came from the growth of the whole, what from the mix of fields, and what from neither.
 *
 * Formula: c·g + c·(g_f − g) + c·(k_f − g_f); c = the count before, g, g_f, k_f = growth of the world, of the world in
 * the field, of the count.
 * Unit: that of the counts; the three add up to the change; `n`: the counts before.
 * Range: −∞–∞.
 * Undefined: a field that the world did not have before (`zero_denominator`), and with it the sums.
 * Source: Dunn 1960.
 */
export function shiftShare(growth: readonly FieldGrowth[]): ShiftShare {
  const fields = growth.map((field, index) => {
    if (growth.findIndex((other) => other.field === field.field) !== index)
      throw new AnalysisError(`shiftShare: the field "${field.field}" comes twice`);
    return checked(field);
  });
  const worldBefore = sum(fields.map((field) => field.worldBefore));
  const worldAfter = sum(fields.map((field) => field.worldAfter));
  const parts = fields.map(({ field, before, after, worldBefore: w0, worldAfter: w1 }) => {
    if (w0 === 0) {
      const none = measure("zero_denominator", before);
      return { field, national: none, mix: none, competitive: none, change: after - before };
    }
    const [whole, own] = [worldAfter / worldBefore - 1, w1 / w0 - 1];
    return {
      field,
      national: measure(before * whole, before),
      mix: measure(before * (own - whole), before),
      competitive: measure(after - before - before * own, before),
      change: after - before,
    };
  });
  const n = sum(fields.map(({ before }) => before));
  const total = (part: "national" | "mix" | "competitive"): Measure => {
    const values = parts.flatMap((field) => field[part].value ?? []);
    return measure(values.length < parts.length ? "zero_denominator" : sum(values), n);
  };
  return {
    national: total("national"),
    mix: total("mix"),
    competitive: total("competitive"),
    change: sum(parts.map(({ change }) => change)),
    fields: parts,
  };
}

function checked({ field, before, after, worldBefore, worldAfter }: FieldGrowth): FieldGrowth {
  const numbers = {
    before: toNumber(before, `shiftShare: the first count of ${field}`),
    after: toNumber(after, `shiftShare: the second count of ${field}`),
    worldBefore: toNumber(worldBefore, `shiftShare: the world's first count of ${field}`),
    worldAfter: toNumber(worldAfter, `shiftShare: the world's second count of ${field}`),
  };
  for (const [count, world] of [
    ["before", "worldBefore"],
    ["after", "worldAfter"],
  ] as const)
    if (numbers[count] > numbers[world])
      throw new AnalysisError(
        `shiftShare: the count of ${field} ${count} (${numbers[count]}) is greater than the world's (${numbers[world]})`,
      );
  return { field, ...numbers };
}
