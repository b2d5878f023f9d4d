import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as turnover from "../../../src/analysis/indicators/turnover.js";
import { codes } from "./arbitraries.js";
import { rejects } from "./laws.js";

const partners = fc
  .dictionary(fc.constantFrom(...codes), fc.nat(20), { minKeys: 1 })
  .filter((given) => Object.values(given).some((value) => value > 0));

const distances = {
  brayCurtis: turnover.brayCurtis,
  totalVariation: turnover.totalVariation,
};
const top3 = (a: Partners, b: Partners) => turnover.topOverlap(a, b, 3);
type Partners = Readonly<Record<string, number>>;

describe("laws of turnover", () => {
  test("in range, symmetric, nothing from a time to itself", () => {
    fc.assert(
      fc.property(partners, partners, (before, after) => {
        for (const distance of Object.values(distances)) {
          const { value } = distance(before, after);
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(distance(after, before).value).toBe(value);
          expect(distance(before, before).value).toBe(0);
        }
        const { value, reason } = turnover.kendall(before, after);
        if (value === null) expect(["zero_denominator", "insufficient_data"]).toContain(reason);
        else expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(turnover.kendall(after, before).value).toBe(value);
        expect(turnover.kendall(before, before).value ?? 1).toBeCloseTo(1, 12);
        expect(top3(before, before).value).toBe(1);
        expect(top3(before, after).value).toBe(top3(after, before).value);
      }),
    );
  });

  test("the order in which partners are given does not count", () => {
    fc.assert(
      fc.property(partners, partners, (before, after) => {
        const turned = (given: Partners) => new Map(Object.entries(given).reverse());
        for (const measure of [...Object.values(distances), turnover.kendall])
          expect(measure(turned(before), turned(after))).toEqual(measure(before, after));
        expect(turnover.ranking(turned(before))).toEqual(turnover.ranking(before));
      }),
    );
  });
});

test("no partner in common is the greatest change", () => {
  for (const distance of Object.values(distances))
    expect(distance({ US: 3, GB: 1 }, { DE: 2 }).value).toBe(1);
  expect(turnover.topOverlap({ US: 3 }, { DE: 2 }, 5)).toEqual({ value: 0, n: 2 });
});

test("equal amounts: by code in the list, the mean of their places as rank", () => {
  expect(turnover.ranking({ US: 5, GB: 3, CA: 3, AU: 1 })).toEqual([
    { partner: "US", amount: 5, share: 5 / 12, rank: 1 },
    { partner: "CA", amount: 3, share: 0.25, rank: 2.5 },
    { partner: "GB", amount: 3, share: 0.25, rank: 2.5 },
    { partner: "AU", amount: 1, share: 1 / 12, rank: 4 },
  ]);
  expect(turnover.ranking({ US: 0 })).toEqual([{ partner: "US", amount: 0, share: null, rank: 1 }]);
  expect(turnover.topOverlap({ US: 5, GB: 3, CA: 3 }, { US: 5, CA: 9 }, 2).value).toBe(1);
});

test("partners without anything stand in no list of the first", () => {
  expect(turnover.topOverlap({ US: 5, CA: 0 }, { US: 5, GB: 0 }, 2)).toEqual({ value: 1, n: 1 });
});

test("what has no order has no correlation", () => {
  expect(turnover.kendall({ US: 1 }, { US: 2 })).toEqual({ value: null, reason: "insufficient_data", n: 1 });
  expect(turnover.kendall({ US: 1, CN: 1 }, { US: 2, CN: 1 })).toEqual({
    value: null,
    reason: "zero_denominator",
    n: 2,
  });
});

rejects([
  ["no partners before", () => turnover.kendall({}, { US: 1 }), "kendall: before: there are no amounts"],
  ["nothing after", () => turnover.brayCurtis({ US: 1 }, { US: 0 }), "after: all amounts are zero"],
  [
    "a missing amount",
    () => turnover.kendall({ US: null as unknown as number }, { US: 1 }),
    "the amount of US is missing",
  ],
  ["half a place", () => turnover.topOverlap({ US: 1 }, { US: 1 }, 1.5), "got 1.5"],
]);
