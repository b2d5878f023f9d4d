import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { betaQuantile, normalQuantile } from "../../../src/analysis/indicators/distributions.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import * as inference from "../../../src/analysis/indicators/inference.js";

const proportion = fc
  .integer({ min: 1, max: 300_000 })
  .chain((whole) => fc.integer({ min: 0, max: whole }).map((part) => ({ part, whole })));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

describe("laws of intervals", () => {
  test("they hold the share, lie in 0–1, widen with the level, and mirror", () => {
    fc.assert(
      fc.property(proportion, level, ({ part, whole }, at) => {
        for (const interval of [inference.wilson, inference.clopperPearson]) {
          const { value, confidence } = interval(part, whole, { level: at });
          if (value === null || confidence === null) throw new Error("no value");
          expect(confidence.lower).toBeGreaterThanOrEqual(0);
          expect(confidence.upper).toBeLessThanOrEqual(1);
          expect(confidence.lower).toBeLessThanOrEqual(value + 1e-12);
          expect(confidence.upper).toBeGreaterThanOrEqual(value - 1e-12);
          const mirrored = interval(whole - part, whole, { level: at }).confidence;
          expect(1 - (mirrored?.upper ?? NaN)).toBeCloseTo(confidence.lower, 7);
          const wider = interval(part, whole, { level: 0.9995 }).confidence;
          expect(wider?.lower).toBeLessThanOrEqual(confidence.lower + 1e-8);
          expect(wider?.upper).toBeGreaterThanOrEqual(confidence.upper - 1e-8);
        }
      }),
    );
  });

  test("a difference turns its sign with its sides and stays in −1–1", () => {
    fc.assert(
      fc.property(proportion, proportion, level, (before, after, at) => {
        const there = inference.newcombe(before, after, { level: at });
        const back = inference.newcombe(after, before, { level: at });
        expect(there.confidence?.lower).toBeCloseTo(-(back.confidence?.upper ?? NaN), 12);
        expect(there.confidence?.lower).toBeGreaterThanOrEqual(-1);
        expect(there.confidence?.upper).toBeLessThanOrEqual(1);
        expect(there.n).toBe(before.whole + after.whole);
      }),
    );
  });

  test("nothing of nothing has no difference", () => {
    expect(inference.newcombe({ part: 0, whole: 0 }, { part: 1, whole: 2 })).toEqual({
      value: null,
      reason: "zero_denominator",
      n: 2,
      confidence: null,
    });
  });
});

/** P(X ≥ a) for a + b − 1 draws of probability x: the distribution function of Beta(a, b). */
function binomialTail(x: number, a: number, b: number): number {
  const n = a + b - 1;
  let [term, tail] = [Math.exp(n * Math.log1p(-x)), 0];
  for (let k = 0; k <= n; k++) {
    if (k >= a) tail += term;
    term *= ((n - k) / (k + 1)) * (x / (1 - x));
  }
  return tail;
}

describe("quantiles, against scipy", () => {
  test.each([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.995, 2.5758293035489004],
    [0.005, -2.575829303548901],
    [0.9999, 3.719016485455709],
  ])("normal %d", (probability, expected) => {
    expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThan(1e-12);
  });

  test("beta: its distribution function gives back the probability, where that is a power", () => {
    for (const n of [1, 2, 10, 1000, 1_000_000])
      for (const p of [0.005, 0.025, 0.5, 0.975, 0.995]) {
        expect(betaQuantile(p, n, 1)).toBeCloseTo(Math.exp(Math.log(p) / n), 9);
        expect(betaQuantile(p, 1, n)).toBeCloseTo(-Math.expm1(Math.log1p(-p) / n), 9);
      }
  });

  test("beta: close to the sum of binomial probabilities that it inverts", () => {
    for (const [a, b, p] of [
      [21, 40, 0.25],
      [3, 10, 0.025],
      [7, 3, 0.975],
      [200, 201, 0.1],
    ] as const) {
      expect(Math.abs(binomialTail(betaQuantile(p, a, b), a, b) - p)).toBeLessThan(1e-7);
    }
  });
});

test.each([
  [
    "a part above its whole",
    () => inference.wilson(5, 4),
    "wilson: the part (5) is greater than the whole (4)",
  ],
  ["a negative whole", () => inference.clopperPearson(0, -1), "the whole is negative: -1"],
  [
    "a missing part",
    () => inference.newcombe({ part: null as unknown as number, whole: 1 }, { part: 0, whole: 1 }),
    "newcombe: before: the part is missing",
  ],
  ["a level in percent", () => inference.wilson(1, 2, { level: 95 }), "between 0 and 1, got 95"],
])("%s throws and says which", (_, work, message) => {
  expect(work).toThrow(AnalysisError);
  expect(work).toThrow(message);
});
