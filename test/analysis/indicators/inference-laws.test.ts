import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as inference from "../../../src/analysis/indicators/inference.js";

describe("laws of tests", () => {
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });

  test("adjusted p values: in order p ≤ BH ≤ Holm ≤ Bonferroni, whatever the order of tests", () => {
    fc.assert(
      fc.property(probabilities, (p) => {
        const [bh, holm, bonferroni] = [
          inference.benjaminiHochberg(p),
          inference.holm(p),
          inference.bonferroni(p),
        ];
        for (const [i, value] of p.entries()) {
          expect(bh[i]).toBeGreaterThanOrEqual(value * (1 - 1e-12));
          expect(holm[i]).toBeGreaterThanOrEqual((bh[i] ?? NaN) * (1 - 1e-12));
          expect(bonferroni[i]).toBeGreaterThanOrEqual((holm[i] ?? NaN) * (1 - 1e-12));
          for (const [j, other] of p.entries())
            if (other >= value)
              for (const adjusted of [bh, holm, bonferroni])
                expect(adjusted[j]).toBeGreaterThanOrEqual(adjusted[i] ?? NaN);
        }
        const reversed = [...p].reverse();
        expect([...inference.holm(reversed)].reverse()).toEqual(holm);
        expect([...inference.benjaminiHochberg(reversed)].reverse()).toEqual(bh);
      }),
    );
  });

  test("equivalence: a wider margin never has a greater p; the interval says the same as p", () => {
    const number = fc.integer({ min: -200, max: 200 }).map((value) => value / 100);
    const positive = fc.double({ min: 0.01, max: 2, noNaN: true });
    fc.assert(
      fc.property(number, positive, positive, positive, (estimate, standardError, margin, more) => {
        const of = (width: number) =>
          inference.tost({ estimate, standardError, margin: width, degreesOfFreedom: 12 });
        const [narrow, wide] = [of(margin), of(margin + more)];
        if (narrow.value === null || wide.value === null) throw new Error("no value");
        expect(wide.value).toBeLessThanOrEqual(narrow.value + 1e-15);
        const { lower, upper } = narrow.confidence;
        if (Math.abs(narrow.value - 0.05) > 1e-9)
          expect(narrow.equivalent).toBe(lower > -margin && upper < margin);
      }),
    );
  });

  test("ratios turn with their sides", () => {
    const share = fc
      .integer({ min: 2, max: 1000 })
      .chain((whole) => fc.integer({ min: 1, max: whole - 1 }).map((part) => ({ part, whole })));
    fc.assert(
      fc.property(share, share, share, share, (a, b, c, d) => {
        for (const ratio of [inference.oddsRatio, inference.riskRatio])
          expect((ratio(a, b).value ?? NaN) * (ratio(b, a).value ?? NaN)).toBeCloseTo(1, 9);
        const three = inference.ratioOfOddsRatios({ before: a, after: b }, { before: c, after: d });
        const quotient = (inference.oddsRatio(a, b).value ?? NaN) / (inference.oddsRatio(c, d).value ?? NaN);
        expect((three.value ?? NaN) / quotient).toBeCloseTo(1, 9);
      }),
    );
    expect(inference.oddsRatio({ part: 0, whole: 5 }, { part: 1, whole: 5 })).toMatchObject({
      value: null,
      reason: "log_of_zero",
    });
  });

  test("bootstrap: the same seed, the same result; of a constant nothing varies", () => {
    const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    const of = (seed: number) => inference.bootstrap([1, 4, 2, 8, 5, 7], mean, { seed, resamples: 200 });
    expect(of(7)).toEqual(of(7));
    expect(of(7)).not.toEqual(of(8));
    expect(inference.bootstrap([2, 2, 2], mean, { seed: 1 })).toMatchObject({ standardError: 0, bca: null });
    expect(() =>
      inference.bootstrap([1, 2], mean, {
        indices: [
          [0, 2],
          [0, 1],
        ],
      }),
    ).toThrow("resample 0 has the index 2");
  });
});

describe("specifications", () => {
  const all = inference.combinations({ source: ["NSF", "OpenAlex"], baseline: [2013, 2015, 2017] });
  const values = [0.8, 0.9, 1, 1.1, 0.7, null];
  const given = all.map((choices, i) => ({ choices, value: values[i] ?? null }));

  test("every combination once, and their range", () => {
    expect(all).toHaveLength(6);
    expect(all[1]).toEqual({ source: "NSF", baseline: 2015 });
    expect(inference.specificationRange(given, { reference: 1 })).toMatchObject({
      value: 0.9,
      n: 5,
      lower: 0.7,
      upper: 1.1,
      shareBelow: 0.6,
      shareAbove: 0.2,
      lowest: { choices: { source: "OpenAlex", baseline: 2015 } },
      without: [{ choices: { source: "OpenAlex", baseline: 2017 } }],
    });
  });

  test("the order does not count; the same choices twice throw", () => {
    const range = (list: readonly inference.Specification[]) =>
      inference.specificationRange(list, { reference: 1 });
    expect(range([...given].reverse())).toEqual(range(given));
    expect(() => range([...given, ...given.slice(0, 1)])).toThrow("baseline 2013, source NSF stand twice");
  });
});
