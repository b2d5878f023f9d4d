import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as diversity from "../../../src/analysis/indicators/diversity.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { ranking } from "../../../src/analysis/indicators/turnover.js";
import { amounts, shuffled } from "./arbitraries.js";

const measures = {
  hhi: diversity.hhi,
  hhiNormalised: diversity.hhiNormalised,
  effectiveNumber: diversity.effectiveNumber,
  shannon: diversity.shannon,
  richness: diversity.richness,
  pielou: diversity.pielou,
  gini: diversity.gini,
  giniUnbiased: diversity.giniUnbiased,
  hill1: (given: diversity.Amounts) => diversity.hill(given, 1),
  hillHalf: (given: diversity.Amounts) => diversity.hill(given, 0.5),
};
const tiny = 1e-9;

describe("laws of diversity", () => {
  test("every measure lies in its range or says why it has no value", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const n = given.length;
        const ranges: Readonly<Record<keyof typeof measures, readonly [number, number]>> = {
          hhi: [1 / n, 1],
          hhiNormalised: [0, 1],
          effectiveNumber: [1, n],
          shannon: [0, Math.log(n)],
          richness: [1, n],
          pielou: [0, 1],
          gini: [0, 1 - 1 / n],
          giniUnbiased: [0, 1],
          hill1: [1, n],
          hillHalf: [1, n],
        };
        for (const [name, range] of Object.entries(ranges)) {
          const { value, reason, n: count } = measures[name as keyof typeof measures](given);
          expect(count).toBe(n);
          if (value === null) {
            expect(reason, name).toBe("zero_denominator");
            continue;
          }
          expect(value, name).toBeGreaterThanOrEqual(range[0] - tiny);
          expect(value, name).toBeLessThanOrEqual(range[1] + tiny);
        }
      }),
    );
  });

  test("the order of partners changes not a bit", () => {
    fc.assert(
      fc.property(
        amounts.chain((given) => fc.tuple(fc.constant(given), shuffled(given))),
        ([given, other]) => {
          for (const measure of Object.values(measures)) expect(measure(other)).toEqual(measure(given));
        },
      ),
    );
  });

  test("Hill's numbers fall with their order, without a step at 1, and hold out at any order", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const orders = [0, 0.3, 0.999, 1 - 1e-9, 1, 1 + 1e-9, 1.001, 1.6, 2, 5, 100, 5000];
        const values = orders.map((q) => diversity.hill(given, q).value ?? NaN);
        values.forEach((value, index) => {
          expect(Number.isFinite(value)).toBe(true);
          expect(value).toBeLessThanOrEqual((values[index - 1] ?? Infinity) * (1 + 1e-7));
        });
        expect(values[3]).toBeCloseTo(values[4] ?? NaN, 5);
      }),
    );
  });

  test("shares alone count: ten times as much of everything is as diverse", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const more = given.map((value) => value * 8);
        for (const measure of Object.values(measures))
          expect(measure(more).value ?? -1).toBeCloseTo(measure(given).value ?? -1, 9);
      }),
    );
  });

  test("Gini by ranks is Gini over all pairs", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const total = given.reduce((a, b) => a + b, 0);
        const gaps = given.flatMap((x) => given.map((y) => Math.abs(x - y))).reduce((a, b) => a + b, 0);
        expect(diversity.gini(given).value).toBeCloseTo(gaps / (2 * given.length * total), 9);
      }),
    );
  });
});

describe("shares", () => {
  test("of any partners add up to one", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const named = Object.fromEntries(given.map((amount, index) => [`partner ${index}`, amount]));
        const total = ranking(named).reduce((sum, { share }) => sum + (share ?? NaN), 0);
        expect(total).toBeCloseTo(1, 12);
      }),
    );
  });

  test("that a source prints must add up to one, within what rounding may do", () => {
    expect(diversity.hhi(diversity.ofShares([0.5, 0.5])).value).toBe(0.5);
    expect(() => diversity.ofShares({ US: 0.6, GB: 0.5 })).toThrow("the shares add up to 1.1, not to 1");
    const printed = [0.33, 0.33, 0.33];
    expect(() => diversity.ofShares(printed)).toThrow(AnalysisError);
    expect(diversity.effectiveNumber(diversity.ofShares(printed, { tolerance: 0.015 })).value).toBeCloseTo(3);
  });
});

describe("without a partner", () => {
  const partners = { US: 60, GB: 20, DE: 20 };

  test("the others' shares are of what remains", () => {
    expect(diversity.effectiveNumber(diversity.without(partners, "US")).value).toBe(2);
    expect(
      diversity.effectiveNumber(diversity.without(new Map(Object.entries(partners)), "US", "GB")).value,
    ).toBe(1);
  });

  test("that is not there throws, as does nobody left", () => {
    expect(() => diversity.without(partners, "USA")).toThrow('no partner "USA" among DE, GB, US');
    expect(() => diversity.hhi(diversity.without(partners, "US", "GB", "DE"))).toThrow(
      "there are no amounts",
    );
  });
});

test.each([
  ["an order below zero", () => diversity.hill([1], -1), "got -1"],
  ["an amount that is no number", () => diversity.gini([1, NaN]), "amount 1 is not a finite number"],
  ["a partner's negative amount", () => diversity.shannon({ US: -1 }), "the amount of US is negative: -1"],
  ["more than a number holds", () => diversity.hhi([1, 1e308]), "amount 1 is beyond all measure: 1e+308"],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
