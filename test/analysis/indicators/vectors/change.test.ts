import { describe, expect, test } from "vitest";
import * as change from "../../../../src/analysis/indicators/change.js";
import * as decomposition from "../../../../src/analysis/indicators/decomposition.js";
import { expectClose, vector } from "../vector.js";

type Numbers = Readonly<Record<string, number>>;

describe("25 peak detection", () => {
  interface Wanted {
    readonly local_peaks?: readonly number[];
    readonly global_max_first?: number;
    readonly global_max_last?: number;
    readonly drawdown_from_peak?: number;
    readonly years_since_peak?: number;
  }
  const { input, expected, tolerance } = vector<
    { readonly cases: Readonly<Record<string, readonly (number | null)[]>> },
    Readonly<Record<string, Wanted>>
  >("25_peak_detection");
  const series = (name: string): readonly change.Observation[] =>
    (input.cases[name] ?? []).map((value, year) => ({ year, value }));

  test.each(Object.keys(input.cases).filter((name) => name !== "with_null"))("%s", (name) => {
    const got = change.peak(series(name));
    const wanted = expected[name];
    expect(got.localYears).toEqual(wanted?.local_peaks);
    if (wanted?.global_max_first !== undefined) expect(got.year).toBe(wanted.global_max_first);
    if (wanted?.global_max_last !== undefined) expect(got.lastYear).toBe(wanted.global_max_last);
    const fall = change.drawdown(series(name));
    if (wanted?.drawdown_from_peak !== undefined)
      expectClose(fall.value, wanted.drawdown_from_peak, tolerance);
    if (wanted?.years_since_peak !== undefined) expect(fall.years).toBe(wanted.years_since_peak);
  });

  test.each([
    ["monotone_up", "no_peak_yet"],
    ["plateau", "no_peak_yet"],
    ["monotone_down", "peak_not_inside_window"],
    ["single", "insufficient_data"],
    ["constant", "no_peak"],
    ["empty", "insufficient_data"],
  ])("%s: no peak and no fall from it, %s", (name, reason) => {
    expect(change.peak(series(name))).toMatchObject({ value: null, reason });
    expect(change.drawdown(series(name))).toMatchObject({ value: null, reason, years: null });
  });

  test("a year that was not observed is no zero", () => {
    expect(change.peak(series("with_null"))).toMatchObject({ value: 3, year: 2, localYears: [2], n: 3 });
    expect(change.drawdown(series("with_null"))).toMatchObject({ value: -1 / 3, from: 2, to: 3, n: 3 });
  });
});

test("33 size and propensity by LMDI", () => {
  interface Point {
    readonly world: number;
    readonly us: number;
    readonly cn: number;
    readonly c: number;
  }
  const { input, expected, tolerance } = vector<
    { readonly t0: Point; readonly t1: Point },
    Readonly<Record<"factors_t0" | "factors_t1" | "additive" | "multiplicative", Numbers>> & {
      readonly log_mean: number;
      readonly sum: number;
      readonly delta: number;
    }
  >("33_lmdi_size_vs_propensity");
  const result = decomposition.lmdi(expected.factors_t0, expected.factors_t1);
  const effects = Object.fromEntries(result.effects.map(({ factor, effect }) => [factor, effect]));
  expectClose(effects, expected.additive, tolerance);
  expectClose(
    Object.fromEntries(result.effects.map(({ factor, multiplier }) => [factor, multiplier])),
    expected.multiplicative,
    tolerance,
  );
  expectClose(result.logarithmicMean, expected.log_mean, tolerance);
  expectClose(result.change, expected.delta, tolerance);

  const point = ({ world, us, cn, c }: Point, year: number): decomposition.PairYear => ({
    edition: "as in the vector",
    year,
    world,
    x: us,
    y: cn,
    joint: c,
  });
  const parts = decomposition.sizeAndPropensity(point(input.t0, 2018), point(input.t1, 2022));
  expectClose(
    {
      world: parts.world.value,
      share_us: parts.shareX.value,
      share_cn: parts.shareY.value,
      affinity: parts.affinity.value,
    },
    expected.additive,
    tolerance,
  );
  expect(parts.change.value).toBe(expected.delta);
});
