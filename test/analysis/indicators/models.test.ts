import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as affinity from "../../../src/analysis/indicators/affinity.js";
import { AnalysisError } from "../../../src/analysis/indicators/errors.js";
import { linkRows, shuffled } from "./arbitraries.js";
import { vector } from "./vector.js";

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

describe("quasi-independence", () => {
  test("reproduces the margins, keeps the diagonal empty, stays symmetric", () => {
    fc.assert(
      fc.property(linkRows, (rows) => {
        const table = affinity.links(rows);
        const { expected, deviation } = affinity.quasiIndependence(table);
        if (expected === null) return;
        expect(deviation).toBeLessThanOrEqual(1e-12);
        expected.forEach((row, i) => {
          expect(row[i]).toBe(0);
          const margin = table.strengths[i] ?? NaN;
          expect(Math.abs(sum(row) - margin)).toBeLessThanOrEqual(1e-9 * margin);
          row.forEach((cell, j) => {
            expect(cell).toBe(expected[j]?.[i]);
          });
        });
      }),
    );
  });

  test("is a product of one factor an economy: no cross ratio of four economies differs from one", () => {
    fc.assert(
      fc.property(linkRows, (rows) => {
        const { expected } = affinity.quasiIndependence(affinity.links(rows));
        if (expected === null) return;
        const e = (i: number, j: number) => expected[i]?.[j] ?? NaN;
        expect((e(0, 1) * e(2, 3)) / (e(0, 2) * e(1, 3))).toBeCloseTo(1, 8);
      }),
    );
  });

  test("other names and another order of rows change nothing but names", () => {
    const renamed = (code: string) => `${String.fromCharCode(155 - code.charCodeAt(0))}${code}`;
    fc.assert(
      fc.property(
        linkRows.chain((rows) => fc.tuple(fc.constant(rows), shuffled(rows))),
        ([rows, other]) => {
          const here = affinity.quasiIndependence(affinity.links(rows));
          const there = affinity.quasiIndependence(
            affinity.links(other.map(({ x, y, papers }) => ({ x: renamed(y), y: renamed(x), papers }))),
          );
          const { x, y } = rows[0] ?? { x: "", y: "" };
          expect(affinity.observedToFitted(there, renamed(x), renamed(y))).toEqual(
            affinity.observedToFitted(here, x, y),
          );
        },
      ),
    );
  });

  test("the ratio of the US and China falls from 1.55 to 1.05 where nobody can work with himself", () => {
    const { input } = vector<
      { readonly countries: readonly string[]; readonly weights: readonly (readonly number[])[] },
      unknown
    >("07_configuration_model_oe");
    const table = affinity.links(
      input.countries.flatMap((x, i) =>
        input.countries.slice(0, i).map((y, j) => ({ x, y, papers: input.weights[i]?.[j] ?? NaN })),
      ),
    );
    const ratio = (model: affinity.FittedLinks) =>
      affinity.observedToFitted(model, "United States", "China").value?.toFixed(2);
    expect(ratio(affinity.configurationModel(table))).toBe("1.55");
    expect(ratio(affinity.quasiIndependence(table))).toBe("1.05");
  });

  test("says when it did not converge: a star, or too few rounds", () => {
    const star = affinity.links(
      ["CN", "GB", "DE"].map((y) => ({ x: "US", y, papers: 5 })),
      { absent: "zero" },
    );
    const model = affinity.quasiIndependence(star, { maxIterations: 50 });
    expect(model.expected).toBeNull();
    expect(affinity.observedToFitted(model, "US", "CN")).toEqual({
      value: null,
      reason: "not_converged",
      n: 15,
    });
    expect(affinity.pearsonResidual(model, "US", "CN").reason).toBe("not_converged");
  });

  test("an economy without links expects none", () => {
    const rows = [
      { x: "A", y: "B", papers: 3 },
      { x: "A", y: "C", papers: 4 },
      { x: "B", y: "C", papers: 5 },
      { x: "A", y: "D", papers: 0 },
    ];
    const model = affinity.quasiIndependence(affinity.links(rows, { absent: "zero" }));
    expect(affinity.observedToFitted(model, "A", "D")).toMatchObject({
      value: null,
      reason: "zero_denominator",
    });
    // Three economies with links: the model repeats the data, and says that it cannot do otherwise.
    expect(affinity.observedToFitted(model, "A", "B").value).toBeCloseTo(1, 9);
    expect(model.degreesOfFreedom).toBe(0);
  });

  test("an empty table has no ratio", () => {
    const table = affinity.links([{ x: "A", y: "B", papers: 0 }]);
    for (const model of [affinity.quasiIndependence(table), affinity.configurationModel(table)])
      expect(affinity.observedToFitted(model, "A", "B")).toEqual({
        value: null,
        reason: "zero_denominator",
        n: 0,
      });
  });

  test.each([
    [{ tolerance: 0 }, "tolerance must be positive"],
    [{ maxIterations: 0.5 }, "maxIterations must be 1 or more"],
  ])("options that make no sense throw: %o", (options, message) => {
    const fit = () => affinity.quasiIndependence(affinity.links([]), options);
    expect(fit).toThrow(AnalysisError);
    expect(fit).toThrow(message);
  });
});

describe("residuals", () => {
  test("have the sign of observed less expected and add up to nothing in a model's margins", () => {
    fc.assert(
      fc.property(linkRows, (rows) => {
        const model = affinity.quasiIndependence(affinity.links(rows));
        for (const { x, y } of rows) {
          const ratio = affinity.observedToFitted(model, x, y).value;
          const residual = affinity.pearsonResidual(model, x, y).value;
          if (ratio !== null && residual !== null && Math.abs(ratio - 1) > 1e-9)
            expect(Math.sign(residual)).toBe(Math.sign(ratio - 1));
        }
      }),
    );
  });

  test("of a table with an empty row have no value there", () => {
    const { pearson, standardised, statistic, degreesOfFreedom } = affinity.independence([
      [0, 0],
      [3, 4],
      [4, 3],
    ]);
    expect(pearson[0]).toEqual([null, null]);
    expect(standardised[0]).toEqual([null, null]);
    expect(statistic.value).toBeCloseTo(2 / 7);
    expect(degreesOfFreedom).toBe(1);
    expect(affinity.independence([[0]]).statistic).toEqual({ value: null, reason: "zero_denominator", n: 0 });
  });

  test("of a single row have no standard error", () => {
    expect(affinity.independence([[1, 2]]).standardised).toEqual([[null, null]]);
  });
});
