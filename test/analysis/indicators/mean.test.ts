import fc from "fast-check";
import { expect, test } from "vitest";
import { geometricMean } from "../../../src/analysis/indicators/numeric/statistics.js";

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

test("there is none of no values, of a missing one, of zero and of less", () => {
  expect(geometricMean([2, 8])).toBeCloseTo(4, 12);
  for (const list of [[], [1, null], [1, 0], [1, -1], [1, NaN]]) expect(geometricMean(list)).toBeNull();
});
