import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { normalQuantile } from "../../../src/analysis/indicators/distributions.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import { shuffled } from "./arbitraries.js";
import { ignoresOrder, rejects } from "./laws.js";
import { present } from "./series.js";

const proportion = fc
  .integer({ min: 1, max: 300_000 })
  .chain((whole) => fc.integer({ min: 0, max: whole }).map((part) => ({ part, whole })));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

describe("laws of intervals", () => {
  test("Wilson's holds the share, lies in 0–1, widens with the level, and mirrors", () => {
    fc.assert(
      fc.property(proportion, level, ({ part, whole }, at) => {
        const { value, confidence } = inference.wilson(part, whole, { level: at });
        if (value === null || confidence === null) throw new Error("no value");
        expect(confidence.lower).toBeGreaterThanOrEqual(0);
        expect(confidence.upper).toBeLessThanOrEqual(1);
        expect(confidence.lower).toBeLessThanOrEqual(value + 1e-12);
        expect(confidence.upper).toBeGreaterThanOrEqual(value - 1e-12);
        const mirrored = inference.wilson(whole - part, whole, { level: at }).confidence;
        expect(1 - (mirrored?.upper ?? NaN)).toBeCloseTo(confidence.lower, 7);
        const wider = inference.wilson(part, whole, { level: 0.9995 }).confidence;
        expect(wider?.lower).toBeLessThanOrEqual(confidence.lower + 1e-8);
        expect(wider?.upper).toBeGreaterThanOrEqual(confidence.upper - 1e-8);
      }),
    );
    expect(inference.wilson(0, 0)).toMatchObject({ value: null, reason: "zero_denominator" });
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
    expect(inference.newcombe({ part: 0, whole: 0 }, { part: 1, whole: 2 })).toEqual({
      ...{ value: null, reason: "zero_denominator", n: 2, confidence: null },
    });
  });
});

test.each([
  [0.975, 1.959963984540054],
  [0.95, 1.6448536269514722],
  [0.995, 2.5758293035489004],
  [0.005, -2.575829303548901],
  [0.9999, 3.719016485455709],
])("the normal quantile of %d is scipy's", (probability, expected) => {
  expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThan(1e-12);
});

test("Holm's p values: none is smaller than the test's own, greater ones stay greater, in any order of tests", () => {
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

const units = ["US-CN", "US-GB", "US-DE", "CN-GB", "CN-AU"];
/** A panel with a cell missing here and there. */
const panel = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 40, maxLength: 40 }),
    fc.array(fc.nat(39), { maxLength: 4 }),
  )
  .map(([values, holes]): readonly inference.PanelRow[] =>
    values.map((value, i) => ({
      unit: units[i % 5] ?? "",
      year: 2012 + Math.floor(i / 5),
      value: holes.includes(i) && i % 5 !== 0 ? null : value / 16,
    })),
  );
const options = { treated: "US-CN", from: 2017 };
const syntheticControl = (rows: readonly inference.PanelRow[]) => inference.syntheticControl(rows, options);

describe("laws of a synthetic control", () => {
  ignoresOrder(panel, { syntheticControl }, 30);

  test("other names of the controls change nothing", () => {
    fc.assert(
      fc.property(panel, shuffled(units.slice(1)), (rows, names) => {
        const renamed = rows.map((row) => ({
          ...row,
          unit: row.unit === "US-CN" ? row.unit : (names[units.indexOf(row.unit) - 1] ?? ""),
        }));
        const [before, after] = [syntheticControl(rows).value, syntheticControl(renamed).value];
        if (before === null || after === null) expect(after).toBe(before);
        else expect(Math.abs(after - before)).toBeLessThan(1e-6 * Math.max(1, Math.abs(before)));
      }),
      { numRuns: 40 },
    );
  });

  test("weights are not negative and add up to one; no other mixture fits better", () => {
    const mixtures = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(panel, mixtures, (rows, given) => {
        const result = syntheticControl(rows);
        if (result.value === null) return;
        const weights = result.weights.map(({ weight }) => weight);
        for (const weight of weights) expect(weight).toBeGreaterThanOrEqual(0);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        const total = given.reduce((a, b) => a + b, 0);
        fc.pre(total > 0 && result.weights.length === 4);
        const cell = (unit: string, year: number): number =>
          rows.find((row) => row.unit === unit && row.year === year)?.value ?? NaN;
        const squares = [2012, 2013, 2014, 2015, 2016].map((year) => {
          const mixture = result.weights.reduce(
            (sum, { unit }, j) => sum + ((given[j] ?? 0) / total) * cell(unit, year),
            0,
          );
          return (cell("US-CN", year) - mixture) ** 2;
        });
        const other = Math.sqrt(squares.reduce((a, b) => a + b, 0) / 5);
        expect(result.preRmspe).toBeLessThanOrEqual(other + 1e-7);
      }),
      { numRuns: 60 },
    );
  });

  test("donors that are the same share the weight", () => {
    const rows = [2012, 2014, 2016, 2018].flatMap((year, i) => [
      { unit: "US-CN", year, value: 2 + i },
      { unit: "US-GB", year, value: 1 + i },
      { unit: "US-DE", year, value: 3 + i },
      { unit: "CN-GB", year, value: 3 + i },
    ]);
    const result = present(syntheticControl(rows));
    const [, de, gb] = result.weights;
    expect(result.weights.map(({ unit }) => unit)).toEqual(["CN-GB", "US-DE", "US-GB"]);
    expect(de?.weight).toBeCloseTo(0.25, 3);
    expect(gb?.weight).toBeCloseTo(0.5, 6);
    expect(result.ratio).toBeNull();
  });
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
  ["a level in percent", () => inference.wilson(1, 2, { level: 95 }), "between 0 and 1, got 95"],
  ["a unit that is not in the panel", () => syntheticControl([]), 'no unit "US-CN"'],
  [
    "a cell that stands twice",
    () => syntheticControl([2014, 2014].map((year) => ({ unit: "US-CN", year, value: 1 }))),
    "US-CN stands twice in 2014",
  ],
  [
    "a placebo test of no number",
    () => inference.placeboTest(NaN, [{ unit: "a", value: 1 }]),
    "the value is not a finite",
  ],
  [
    "a placebo that is no number",
    () => inference.placeboTest(1, [{ unit: "a", value: NaN }]),
    "the value of a is not a finite",
  ],
]);
