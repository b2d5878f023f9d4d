import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../../src/collaboration/indicators/distributions.js";
import * as inference from "../../../src/collaboration/indicators/inference.js";
import { rejects } from "./laws.js";

const proportion = fc
  .integer({ min: 1, max: 300_000 })
  .chain((whole) => fc.integer({ min: 0, max: whole }).map((part) => ({ part, whole })));

describe("laws of intervals", () => {
  test("Wilson's contains the share, lies in 0–1, and is symmetric", () => {
    fc.assert(
      fc.property(proportion, ({ part, whole }) => {
        const { value, confidence } = inference.wilson(part, whole);
        if (value === null || confidence === null) throw new Error("no value");
        expect(confidence.lower).toBeGreaterThanOrEqual(0);
        expect(confidence.upper).toBeLessThanOrEqual(1);
        expect(confidence.lower).toBeLessThanOrEqual(value + 1e-12);
        expect(confidence.upper).toBeGreaterThanOrEqual(value - 1e-12);
        const mirrored = inference.wilson(whole - part, whole).confidence;
        expect(1 - (mirrored?.upper ?? NaN)).toBeCloseTo(confidence.lower, 7);
      }),
    );
    expect(inference.wilson(0, 0)).toMatchObject({ value: null, reason: "zero_denominator" });
  });

  test("swapping the sides of a difference changes its sign; it stays in −1–1", () => {
    fc.assert(
      fc.property(proportion, proportion, (before, after) => {
        const there = inference.newcombe(before, after);
        const back = inference.newcombe(after, before);
        expect(there.confidence?.lower).toBeCloseTo(-(back.confidence?.upper ?? NaN), 12);
        expect(there.confidence?.lower).toBeGreaterThanOrEqual(-1);
        expect(there.confidence?.upper).toBeLessThanOrEqual(1);
        expect(there.n).toBe(before.whole + after.whole);
      }),
    );
    expect(inference.newcombe({ part: 0, whole: 0 }, { part: 1, whole: 2 })).toEqual({
      value: null,
      reason: "zero_denominator",
      n: 2,
      confidence: null,
    });
  });
});

test.each([
  [0.975, 1.959963984540054],
  [0.95, 1.6448536269514722],
  [0.995, 2.5758293035489004],
  [0.005, -2.575829303548901],
  [0.9999, 3.719016485455709],
])("the normal quantile of %d matches scipy", (probability, expected) => {
  expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThan(1e-12);
});

test("Holm's p values: none is smaller than the test's own, larger ones stay larger, in any order of tests", () => {
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(probabilities, (p) => {
      const holm = inference.holm(p);
      for (const [i, value] of p.entries()) {
        expect(holm[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
        for (const [j, other] of p.entries())
          if (other >= value) expect(holm[j]).toBeGreaterThanOrEqual(holm[i] ?? NaN);
      }
      expect([...inference.holm([...p].reverse())].reverse()).toEqual(holm);
    }),
  );
});

rejects([
  [
    "a part above its whole",
    () => inference.wilson(5, 4),
    "wilson: the part (5) is greater than the whole (4)",
  ],
  ["a negative whole", () => inference.wilson(0, -1), "the whole is negative: -1"],
  [
    "a missing part",
    () => inference.newcombe({ part: null as unknown as number, whole: 1 }, { part: 0, whole: 1 }),
    "newcombe: before: the part is missing",
  ],
]);
