import { AnalysisError } from "../errors.js";
import { type PlaceboTest, placeboTest } from "../inference/panel.js";
import type { AffinitySeries, Reading } from "./facts.js";
import { ratios } from "./ratios.js";
import type { Estimand } from "./rule.js";

/** R of the pair, and its place among R of pairs to which nothing special should have happened. */
export interface PlaceboRank extends Reading {
  /** From the deepest fall on; null where R or every other R has no value. */
  readonly test: PlaceboTest | null;
}

/**
 * How rare a fall like the pair's is: R, as the rule computes it, for every other pair by the same source and measure,
 * and the pair's place among them from the deepest fall on (a tie counts against it). p is the chance of a place as low
 * if one of all these pairs had been drawn. Pairs share economies, so that p is rough.
 */
export function placeboRanks(
  series: readonly AffinitySeries[],
  placebos: readonly AffinitySeries[],
  estimand: Estimand,
): readonly PlaceboRank[] {
  const others = placebos.map((one) => {
    if (one.label === undefined)
      throw new AnalysisError("verdict: a series of a placebo pair needs a label that names the pair");
    return { ...one, label: one.label, ratios: ratios(one, estimand) };
  });
  return series.flatMap((one) => {
    const alike = others.filter(({ source, measure }) => source === one.source && measure === one.measure);
    return ratios(one, estimand).map((reading): PlaceboRank => {
      const values = alike.flatMap(({ label, ratios: readings }) => {
        const value = readings.find(({ window }) => window === reading.window)?.value ?? null;
        return value === null ? [] : [{ unit: label, value }];
      });
      const { value } = reading;
      return {
        ...reading,
        test: value === null || values.length === 0 ? null : placeboTest(value, values, (r) => 1 / r),
      };
    });
  });
}
