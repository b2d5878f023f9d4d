import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as decomposition from "../../../src/analysis/indicators/decomposition.js";
import type { Measure } from "../../../src/model/measure.js";
import { rejects } from "./laws.js";
import { vector } from "./vector.js";

const factor = fc.oneof(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.constant(0), fc.constant(1));
const factors = fc.record({ a: factor, b: factor, c: factor });
const total = (result: decomposition.Decomposition) =>
  result.effects.reduce((sum, { effect }) => sum + effect, 0);

describe("laws of the decomposition", () => {
  test("the effects add up to the change", () => {
    fc.assert(
      fc.property(factors, factors, (before, after) => {
        const result = decomposition.lmdi(before, after);
        const scale = Math.max(
          result.before,
          result.after,
          ...result.effects.map(({ effect }) => Math.abs(effect)),
        );
        expect(Math.abs(total(result) - result.change)).toBeLessThanOrEqual(1e-12 * scale);
        for (const { effect } of result.effects) expect(Number.isFinite(effect)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("backwards it is the same with the other sign; the order of factors does not count", () => {
    fc.assert(
      fc.property(factors, factors, (before, after) => {
        const there = decomposition.lmdi(before, after).effects;
        const back = decomposition.lmdi(after, before).effects;
        const turned = (given: typeof before) => ({ c: given.c, b: given.b, a: given.a });
        const other = decomposition.lmdi(turned(before), turned(after)).effects;
        there.forEach(({ factor: name, effect }, index) => {
          const tolerance = 1e-9 * Math.max(1, Math.abs(effect));
          expect(Math.abs((back[index]?.effect ?? NaN) + effect)).toBeLessThanOrEqual(tolerance);
          const same = other.find((item) => item.factor === name);
          expect(Math.abs((same?.effect ?? NaN) - effect)).toBeLessThanOrEqual(tolerance);
        });
      }),
    );
  });

  test("a factor that did not change has no effect, one that alone changed has all", () => {
    const { effects, change } = decomposition.lmdi({ a: 2, b: 3 }, { a: 2, b: 5 });
    expect(effects.map(({ effect }) => effect)).toEqual([0, expect.closeTo(4, 12)]);
    expect(change).toBe(4);
  });
});

describe("zeros", () => {
  test("a factor that was zero takes nearly all of the change, and all add up", () => {
    const result = decomposition.lmdi({ size: 10, affinity: 0 }, { size: 20, affinity: 3 });
    expect(result.change).toBe(60);
    expect(total(result)).toBeCloseTo(60, 9);
    expect(result.effects[1]).toMatchObject({ multiplier: null });
    expect(result.effects[1]?.effect).toBeGreaterThan(59.5);
  });

  test("zero at both times is no change", () => {
    const result = decomposition.lmdi({ size: 10, affinity: 0 }, { size: 20, affinity: 0 });
    expect(result.effects.map(({ effect }) => effect)).toEqual([0, 0]);
  });
});

test("the logarithmic mean lies between the geometric and the arithmetic one, and is exact for equal numbers", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      (a, b) => {
        const mean = decomposition.logarithmicMean(a, b);
        expect(mean).toBeGreaterThanOrEqual(Math.sqrt(a) * Math.sqrt(b) * (1 - 1e-12));
        expect(mean).toBeLessThanOrEqual(((a + b) / 2) * (1 + 1e-12));
        expect(decomposition.logarithmicMean(a, a)).toBe(a);
      },
    ),
  );
  expect(decomposition.logarithmicMean(1, 1 + 1e-12)).toBeCloseTo(1, 11);
  expect(decomposition.logarithmicMean(0, 5)).toBe(0);
  expect(decomposition.logarithmicMean(0, 0)).toBe(0);
});

describe("size and propensity of one edition", () => {
  type Years = Readonly<Record<string, number>>;
  const { input, expected } = vector<
    Readonly<Record<"us_international" | "cn_international" | "world_international", Years>>,
    Readonly<
      Record<string, { readonly us_cn_low: number; readonly us_cn_high: number; readonly us_cn_mid: number }>
    >
  >("64_nsf_us_cn_series_2003_2022");
  const point = (year: number, exact = true): decomposition.PairYear => ({
    edition: "2024",
    year,
    world: input.world_international[year] ?? NaN,
    x: input.us_international[year] ?? NaN,
    y: input.cn_international[year] ?? NaN,
    joint: exact
      ? (expected[year]?.us_cn_mid ?? NaN)
      : { lower: expected[year]?.us_cn_low ?? NaN, upper: expected[year]?.us_cn_high ?? NaN },
  });

  test("2019 to 2022: −3,886 = 10,417 − 7,466 + 1,637 − 8,474", () => {
    const parts = decomposition.sizeAndPropensity(point(2019), point(2022));
    const rounded = Object.fromEntries(
      (Object.entries(parts) as [string, Measure][]).map(([name, { value }]) => [
        name,
        Math.round(value ?? NaN),
      ]),
    );
    expect(rounded).toEqual({ world: 10417, shareX: -7466, shareY: 1637, affinity: -8474, change: -3886 });
  });

  test("2015 to 2022: the count rises by 17,193 while affinity takes 8,669", () => {
    const { affinity, change } = decomposition.sizeAndPropensity(point(2015), point(2022));
    expect([change.value, affinity.value].map((value) => Math.round(value ?? NaN))).toEqual([17193, -8669]);
  });

  test("bounds of the joint counts hold every exact decomposition between them", () => {
    const bounded = decomposition.sizeAndPropensity(point(2015, false), point(2021, false));
    const { us_cn_low: low = 0, us_cn_high: high = 0 } = expected["2015"] ?? {};
    for (let joint = low; joint <= high; joint++)
      for (const last of [expected["2021"]?.us_cn_low ?? NaN, expected["2021"]?.us_cn_high ?? NaN]) {
        const exact = decomposition.sizeAndPropensity(
          { ...point(2015), joint },
          { ...point(2021), joint: last },
        );
        for (const name of ["world", "shareX", "shareY", "affinity", "change"] as const) {
          expect(bounded[name].lower).toBeLessThanOrEqual((exact[name].value ?? NaN) + 1e-6);
          expect(bounded[name].upper).toBeGreaterThanOrEqual((exact[name].value ?? NaN) - 1e-6);
        }
      }
  });

  test("nothing to share has no decomposition, but a change", () => {
    const none = { ...point(2015), x: 0, joint: 0 };
    const { affinity, change } = decomposition.sizeAndPropensity(none, point(2022));
    expect(affinity).toMatchObject({ value: null, reason: "zero_denominator" });
    expect(change.value).toBe(58546);
  });

  rejects([
    [
      "two editions",
      () => decomposition.sizeAndPropensity(point(2015), { ...point(2022), edition: "2022" }),
      '2015 is of edition "2024", 2022 of "2022"',
    ],
    [
      "more joint papers than papers",
      () => decomposition.sizeAndPropensity({ ...point(2015), joint: 1e6 }, point(2022)),
      "joint count of 2015 (1000000) is greater than the count of x",
    ],
    [
      "an economy above the world",
      () => decomposition.sizeAndPropensity({ ...point(2015), world: 5 }, point(2022)),
      "greater than the world's (5)",
    ],
    ["other factors", () => decomposition.lmdi({ a: 1 }, { a: 1, b: 2 }), '"b" is only in the second point'],
    [
      "a missing factor",
      () => decomposition.lmdi({ a: 1, b: 2 }, { a: 1 }),
      'second value of "b" is missing',
    ],
    ["no factors", () => decomposition.lmdi({}, {}), "no factors"],
  ]);
});
