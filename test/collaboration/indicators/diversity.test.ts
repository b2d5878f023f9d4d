import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { effectiveNumber, totalVariation } from "../../../src/collaboration/indicators/diversity.js";
import { amounts, codes, shuffled } from "./arbitraries.js";
import { rejects } from "./laws.js";

describe("laws of the effective number", () => {
  const twice = amounts.chain((given) => fc.tuple(fc.constant(given), shuffled(given)));

  test("it is within its range and depends on shares only: not on their order, nor on a factor of eight", () => {
    fc.assert(
      fc.property(twice, ([given, other]) => {
        const { value, n } = effectiveNumber(given);
        expect(effectiveNumber(other)).toEqual({ value, n });
        expect(n).toBe(given.length);
        expect(value).toBeGreaterThanOrEqual(1 - 1e-9);
        expect(value).toBeLessThanOrEqual(n + 1e-9);
        expect(effectiveNumber(given.map((amount) => amount * 8)).value).toBeCloseTo(value ?? NaN, 9);
      }),
    );
  });
});

const partners = fc
  .dictionary(fc.constantFrom(...codes), fc.nat(20), { minKeys: 1 })
  .filter((given) => Object.values(given).some((value) => value > 0));

describe("laws of total variation", () => {
  test("in range, symmetric, zero from a time to itself, whatever the order of partners", () => {
    fc.assert(
      fc.property(partners, partners, (before, after) => {
        const { value } = totalVariation(before, after);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
        expect(totalVariation(after, before).value).toBe(value);
        expect(totalVariation(before, before).value).toBe(0);
        const turned = (given: typeof before) => new Map(Object.entries(given).reverse());
        expect(totalVariation(turned(before), turned(after)).value).toBe(value);
      }),
    );
  });

  test("no partner in common is the largest possible change", () => {
    expect(totalVariation({ US: 3, GB: 1 }, { DE: 2 })).toEqual({ value: 1, n: 3 });
  });
});

rejects([
  ["an amount that is not a number", () => effectiveNumber([1, NaN]), "amount 1 is not a finite number"],
  ["a partner's negative amount", () => effectiveNumber({ US: -1 }), "the amount of US is negative: -1"],
  ["a number too large", () => effectiveNumber([1, 1e308]), "amount 1 is beyond all measure: 1e+308"],
  ["no partners before", () => totalVariation({}, { US: 1 }), "before: there are no amounts"],
  ["nothing after", () => totalVariation({ US: 1 }, { US: 0 }), "after: all amounts are zero"],
  [
    "a missing amount",
    () => totalVariation({ US: null as unknown as number }, { US: 1 }),
    "the amount of US is missing",
  ],
]);
