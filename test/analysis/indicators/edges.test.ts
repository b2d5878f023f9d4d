import { describe, expect, test } from "vitest";
import * as affinity from "../../../src/analysis/indicators/affinity.js";
import * as change from "../../../src/analysis/indicators/change.js";
import * as inference from "../../../src/analysis/indicators/inference.js";
import * as network from "../../../src/analysis/indicators/network.js";
import { present, series } from "./vectors/series.js";

describe("tails where a number is nearly nothing", () => {
  test("a table that is independent but for rounding has p = 1, however many cells", () => {
    const table = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 40 }, (__, j) => ((i + 1) * (j + 1)) / 7),
    );
    const { statistic, p } = affinity.independence(table);
    expect(statistic.value).toBeGreaterThan(0);
    expect(statistic.value).toBeLessThan(1e-20);
    expect(p.value).toBe(1);
  });

  test("a normal tail far out is small and not zero", () => {
    const far = inference.tost({ estimate: 0, standardError: 1, margin: 28 });
    // scipy 1.17: norm.sf(28).
    expect(far.value).toBeCloseTo(8.123869469659426e-173, 180);
    expect((far.value ?? 0) / 8.123869469659426e-173).toBeCloseTo(1, 10);
  });
});

test("fractional links whose sums are off in the last digit are still links", () => {
  const table = affinity.links([
    { x: "A", y: "B", papers: 102.332 },
    { x: "A", y: "C", papers: 98.342 },
    { x: "B", y: "C", papers: 78.205 },
  ]);
  for (const [x, y] of [
    ["A", "B"],
    ["B", "C"],
    ["C", "A"],
  ] as const) {
    const counts = affinity.linkCounts(table, x, y);
    const observed = table.links[table.economies.indexOf(x)]?.[table.economies.indexOf(y)] ?? NaN;
    const [sx, sy, total] = [counts.x, counts.y, counts.total] as [number, number, number];
    expect(affinity.ric(counts).value).toBeCloseTo(observed / sx / ((sy - observed) / (total - sx)), 12);
  }
});

test("two points before the interruption determine their line: no error, and no p of rounding", () => {
  const result = present(
    change.interrupted(series([1.37, 2.51, 9.2, 8.1, 9.9, 7.7, 8.4]), {
      from: 2,
      errors: { kind: "newey-west", lag: 2 },
    }),
  );
  for (const term of [result.intercept, result.slope]) {
    expect(term).toMatchObject({ standardError: 0, statistic: null, p: null });
    expect(term.ordinary.standardError).toBeGreaterThan(0);
  }
  expect(result.levelChange.standardError).toBeGreaterThan(0.1);
});

test("errors over more lags than there are years", () => {
  const at = (lag: number): number =>
    present(
      change.trend(series([3, 5, 4, 6, 9]), { errors: { kind: "newey-west", lag, smallSample: "none" } }),
    ).slope.standardError;
  // R 4.2.2, sandwich: NeweyWest(lm(y ~ t), lag = 4 and 7, prewhite = FALSE).
  expect(at(4)).toBeCloseTo(0.173666346768739, 12);
  expect(at(7)).toBeCloseTo(0.13729530217746, 12);
});

test("what belongs to no group makes no group", () => {
  const labels = [0, null, 1] as unknown as readonly number[];
  for (const similarity of [
    network.adjustedRand,
    network.normalisedMutualInformation,
    network.adjustedMutualInformation,
  ])
    expect(() => similarity([0, 0, 1], labels)).toThrow('"1" belongs to no group');
  const table = network.links([{ x: "A", y: "B", papers: 2 }]);
  const groups = { A: 1, B: null } as unknown as Readonly<Record<string, number>>;
  expect(() => network.modularity(table, groups)).toThrow('"B" belongs to no group');
});

test("what is no number is no placebo, no threshold and no year", () => {
  expect(() => inference.placeboTest(NaN, [{ unit: "a", value: 1 }])).toThrow("the value is not a finite");
  expect(() => inference.placeboTest(1, [{ unit: "a", value: NaN }])).toThrow(
    "the value of a is not a finite",
  );
  expect(() => change.completeness([{ year: 2020, age: 1, count: 5 }], { threshold: NaN })).toThrow(
    "the threshold is not a finite",
  );
  expect(() => change.forecast(series([1, 2, 4, 5]), [1e308], { model: "holt" })).toThrow(
    "must follow the series",
  );
  expect(() => change.trend(series([1, 2, 4], [1, 2, 1e308]))).toThrow("expected a year, got 1e+308");
});
