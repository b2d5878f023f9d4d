import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as diversity from "../../../src/analysis/indicators/diversity.js";
import { ranking } from "../../../src/analysis/indicators/turnover.js";
import { amounts } from "./arbitraries.js";
import { ignoresOrder, rejects } from "./laws.js";

/** Each with its range over n amounts. */
const measures = {
  effectiveNumber: { measure: diversity.effectiveNumber, range: (n: number) => [1, n] as const },
  shannon: { measure: diversity.shannon, range: (n: number) => [0, Math.log(n)] as const },
  gini: { measure: diversity.gini, range: (n: number) => [0, 1 - 1 / n] as const },
};

describe("laws of diversity", () => {
  ignoresOrder(
    amounts,
    Object.fromEntries(
      Object.entries(measures).map(([name, { measure }]) => [name, (given) => measure(given)]),
    ),
  );

  test.each(Object.entries(measures))(
    "%s lies in its range; shares alone count: eight times as much of everything is as diverse",
    (_, { measure, range }) => {
      fc.assert(
        fc.property(amounts, (given) => {
          const { value, n } = measure(given);
          expect(n).toBe(given.length);
          const [least, most] = range(n);
          expect(value).toBeGreaterThanOrEqual(least - 1e-9);
          expect(value).toBeLessThanOrEqual(most + 1e-9);
          expect(measure(given.map((amount) => amount * 8)).value).toBeCloseTo(value ?? NaN, 9);
        }),
      );
    },
  );

  test("Gini by ranks is Gini over all pairs", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const total = given.reduce((a, b) => a + b, 0);
        const gaps = given.flatMap((x) => given.map((y) => Math.abs(x - y))).reduce((a, b) => a + b, 0);
        expect(diversity.gini(given).value).toBeCloseTo(gaps / (2 * given.length * total), 9);
      }),
    );
  });

  test("shares of any partners add up to one", () => {
    fc.assert(
      fc.property(amounts, (given) => {
        const named = Object.fromEntries(given.map((amount, index) => [`partner ${index}`, amount]));
        const total = ranking(named).reduce((sum, { share }) => sum + (share ?? NaN), 0);
        expect(total).toBeCloseTo(1, 12);
      }),
    );
  });
});

rejects([
  ["an amount that is no number", () => diversity.gini([1, NaN]), "amount 1 is not a finite number"],
  ["a partner's negative amount", () => diversity.shannon({ US: -1 }), "the amount of US is negative: -1"],
  [
    "more than a number holds",
    () => diversity.effectiveNumber([1, 1e308]),
    "amount 1 is beyond all measure: 1e+308",
  ],
]);
