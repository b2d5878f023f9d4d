import fc from "fast-check";
import { expect, test } from "vitest";
import { geometricMean, sum } from "../../../src/collaboration/indicators/statistics.js";
import { shuffled } from "./arbitraries.js";

test("exact where plain addition is not", () => {
  expect(sum([1e100, 1, -1e100])).toBe(1);
  expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
  expect(sum([9e15, 1, 1])).toBe(9000000000000002);
  expect(sum([])).toBe(0);
});

test("rounded to the nearest, with ties decided by the digits below", () => {
  expect(sum([1, 2 ** -53])).toBe(1);
  expect(sum([1, 2 ** -53, 2 ** -105])).toBe(1 + 2 ** -52);
  expect(sum([1 + 2 ** -52, 2 ** -53, -(2 ** -105)])).toBe(1 + 2 ** -52);
});

test("the sum of integers of any size equals that of BigInt", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { maxLength: 50 }), (values) => {
      expect(sum(values)).toBe(Number(values.reduce((total, value) => total + BigInt(value), 0n)));
    }),
  );
});

test("any order gives the same bits", () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.double({ min: -1e30, max: 1e30, noNaN: true }), { maxLength: 40 })
        .chain((values) => fc.tuple(fc.constant(values), shuffled(values))),
      ([values, other]) => {
        expect(sum(other)).toBe(sum(values));
      },
    ),
  );
});

test("the geometric mean grows with its values, and does not depend on their order", () => {
  const values = fc.array(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(values, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (list, k) => {
      const mean = geometricMean(list) ?? NaN;
      expect((geometricMean(list.map((value) => k * value)) ?? NaN) / (k * mean)).toBeCloseTo(1, 9);
      expect((geometricMean([...list].reverse()) ?? NaN) / mean).toBeCloseTo(1, 9);
      expect(mean).toBeGreaterThanOrEqual(Math.min(...list) * (1 - 1e-9));
      expect(mean).toBeLessThanOrEqual(Math.max(...list) * (1 + 1e-9));
    }),
  );
});

test("is undefined for no values, a missing one, zero or less", () => {
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
  for (const list of [[], [1, null], [1, 0], [1, -1], [1, NaN]]) expect(geometricMean(list)).toBeNull();
});
