import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import { shuffled } from "./arbitraries.js";

const units = ["US-CN", "US-GB", "US-DE", "CN-GB", "CN-AU"];
/** A panel with a cell missing here and there. */
const panel = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 40, maxLength: 40 }),
    fc.array(fc.nat(39), { maxLength: 4 }),
  )
  .map(([values, holes]) =>
    values.map((value, i) => ({
      unit: units[i % 5] ?? "",
      year: 2012 + Math.floor(i / 5),
      value: holes.includes(i) && i % 5 !== 0 ? null : value / 16,
    })),
  );
const options = { treated: "US-CN", from: 2017 };

const methods: Readonly<
  Record<string, (rows: readonly inference.PanelRow[]) => { readonly value: number | null }>
> = {
  differenceInDifferences: (rows) => inference.differenceInDifferences(rows, options),
  eventStudy: (rows) => inference.eventStudy(rows, options),
  syntheticControl: (rows) => inference.syntheticControl(rows, options),
  gravity: (rows) => gravity(rows),
};

function gravity(rows: readonly inference.PanelRow[]) {
  return inference.gravity(
    rows.flatMap(({ unit, year, value }) =>
      value === null
        ? []
        : [
            {
              unit,
              year,
              count: Math.floor(value),
              regressors: { post: unit === "US-CN" && year >= 2017 ? 1 : 0 },
            },
          ],
    ),
  );
}

describe("laws of comparisons with control pairs", () => {
  test.each(Object.keys(methods))("%s: the order of rows does not count", (name) => {
    fc.assert(
      fc.property(
        panel.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
        ([rows, mixed]) => {
          expect(methods[name]?.(mixed)).toEqual(methods[name]?.(rows));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("other names of the controls change nothing", () => {
    fc.assert(
      fc.property(panel, shuffled(units.slice(1)), (rows, names) => {
        const renamed = rows.map((row) => ({
          ...row,
          unit: row.unit === "US-CN" ? row.unit : (names[units.indexOf(row.unit) - 1] ?? ""),
        }));
        for (const method of Object.values(methods)) {
          const [before, after] = [method(rows).value, method(renamed).value];
          if (before === null || after === null) expect(after).toBe(before);
          else expect(Math.abs(after - before)).toBeLessThan(1e-6 * Math.max(1, Math.abs(before)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test("what changes all pairs alike in a year, or one pair in all years, is no effect", () => {
    fc.assert(
      fc.property(
        panel,
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 8, maxLength: 8 }),
        (rows, factors) => {
          const scaled = rows.map((row) => ({
            ...row,
            value:
              row.value === null
                ? null
                : row.value * (factors[row.year - 2012] ?? 1) * (row.unit === "US-GB" ? 7 : 1),
          }));
          for (const name of ["differenceInDifferences", "eventStudy"])
            expect(methods[name]?.(scaled).value).toBeCloseTo(methods[name]?.(rows).value ?? NaN, 9);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("a complete panel: the difference of the differences of means", () => {
    const value = (unit: string, year: number): number =>
      units.indexOf(unit) + year / 10 + (unit === "US-CN" && year >= 2017 ? -3 : 0);
    const rows = units.flatMap((unit) =>
      [2014, 2016, 2018, 2020].map((year) => ({ unit, year, value: value(unit, year) })),
    );
    const result = inference.differenceInDifferences(rows, { ...options, scale: "level" });
    expect(result).toMatchObject({ rank: 1, of: 5, p: 0.2, relative: null });
    expect(result.value).toBeCloseTo(-3, 12);
  });

  test("synthetic weights are not negative and add up to one; no other mixture fits better", () => {
    fc.assert(
      fc.property(
        panel,
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }),
        (rows, given) => {
          const result = inference.syntheticControl(rows, options);
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
        },
      ),
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
    const result = inference.syntheticControl(rows, options);
    if (result.value === null) throw new Error("no value");
    const [, de, gb] = result.weights;
    expect(result.weights.map(({ unit }) => unit)).toEqual(["CN-GB", "US-DE", "US-GB"]);
    expect(de?.weight).toBeCloseTo(0.25, 3);
    expect(gb?.weight).toBeCloseTo(0.5, 6);
    expect(result.ratio).toBeNull();
  });

  test("gravity keeps zeros, leaves out pairs that say nothing, and says where there is no maximum", () => {
    const rows = units.flatMap((unit, u) =>
      [2014, 2015, 2016, 2017, 2018].map((year) => ({
        unit,
        year,
        count: u === 4 ? 0 : u === 3 && year === 2014 ? 0 : 10 * (u + 1) + ((year * 7 + u * 3) % 5),
        regressors: { post: u === 0 && year >= 2017 ? 1 : 0 },
      })),
    );
    expect(inference.gravity(rows)).toMatchObject({
      n: 20,
      units: 4,
      leftOut: { units: ["CN-AU"], years: [] },
    });
    const none = rows.map((row) => (row.regressors.post === 1 ? { ...row, count: 0 } : row));
    expect(inference.gravity(none)).toMatchObject({ value: null, reason: "not_converged" });
    const same = rows.map((row) => ({ ...row, regressors: { post: row.year } }));
    expect(inference.gravity(same)).toMatchObject({ value: null, reason: "no_variation" });
  });

  test("event study: a placebo's path is what is found when that pair is the treated one", () => {
    fc.assert(
      fc.property(panel, fc.constantFrom(...units.slice(1)), (rows, unit) => {
        const whole = rows.map((row) => ({ ...row, value: row.value ?? 1 }));
        const base = 2016;
        const found = inference.eventStudy(whole, { ...options, base });
        const other = inference.eventStudy(whole, { ...options, base, treated: unit });
        if ("reason" in found || "reason" in other) throw new Error("a complete panel has a result");
        expect(found.placebos.map((path) => path.unit)).toEqual(
          units.filter((one) => one !== "US-CN").sort(),
        );
        const path = found.placebos.find((each) => each.unit === unit);
        expect(path?.years).toEqual(other.years.map(({ year, value }) => ({ year, value })));
      }),
      { numRuns: 30 },
    );
  });

  test.each([
    ["a pair that is not there", () => inference.differenceInDifferences([], options), 'no unit "US-CN"'],
    [
      "a zero whose logarithm is asked for",
      () => inference.eventStudy([{ unit: "US-CN", year: 2014, value: 0 }], options),
      "US-CN in 2014 is 0, which has no logarithm",
    ],
    [
      "a cell that stands twice",
      () =>
        inference.syntheticControl(
          [2014, 2014].map((year) => ({ unit: "US-CN", year, value: 1 })),
          options,
        ),
      "US-CN stands twice in 2014",
    ],
  ])("%s throws and says which", (_, work, message) => {
    expect(work).toThrow(AnalysisError);
    expect(work).toThrow(message);
  });
});
