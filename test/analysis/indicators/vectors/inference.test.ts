import { expect, test } from "vitest";
import * as inference from "../../../../src/analysis/indicators/inference.js";
import { expectClose, vector } from "../vector.js";
import { present } from "./series.js";

type Numbers = Readonly<Record<string, number>>;

interface Bounds {
  readonly lower: number;
  readonly upper: number;
}
const pair = (bounds: Bounds | null | undefined): readonly number[] | null =>
  bounds ? [bounds.lower, bounds.upper] : null;

test("19 odds and risk ratio", () => {
  const { input, expected, tolerance } = vector<Numbers, Record<string, unknown>>(
    "19_bilateral_share_change",
  );
  const before = { part: input["bilateral0"] ?? NaN, whole: input["total0"] ?? NaN };
  const after = { part: input["bilateral1"] ?? NaN, whole: input["total1"] ?? NaN };
  const risk = inference.riskRatio(before, after);
  const difference = inference.newcombe(before, after);
  expectClose(
    {
      diff: difference.value,
      newcombe95: pair(difference.confidence),
      odds_ratio: inference.oddsRatio(before, after).value,
      risk_ratio: risk.value,
      risk_ratio_ci95: pair(risk.confidence),
    },
    expected,
    tolerance,
  );
});

test("32 bootstrap with given resamples", () => {
  const { input, expected, tolerance } = vector<
    { readonly x: readonly number[]; readonly resample_indices: readonly (readonly number[])[] },
    Record<string, unknown>
  >("32_bootstrap_given_indices");
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const result = inference.bootstrap(input.x, mean, { indices: input.resample_indices });
  if (result.value === null) throw new Error("no value");
  expectClose(
    {
      theta: result.value,
      boot_se_ddof1: result.standardError,
      percentile95: pair(result.percentile),
      basic95: pair(result.basic),
      jackknife_se: result.jackknifeStandardError,
      acceleration: result.bca?.acceleration,
      z0: result.bca?.bias,
      bca_alphas: result.bca?.probabilities,
      bca95: pair(result.bca?.confidence),
    },
    expected,
    tolerance,
  );
});

test("39 many tests", () => {
  const { input, expected, tolerance } = vector<{ readonly p: readonly number[] }, Record<string, unknown>>(
    "39_multiple_testing",
  );
  expectClose(
    {
      holm: inference.holm(input.p),
      bh: inference.benjaminiHochberg(input.p),
      bonferroni: inference.bonferroni(input.p),
    },
    expected,
    tolerance,
  );
});

test("46 equivalence", () => {
  interface Case {
    readonly estimate: number;
    readonly se: number;
    readonly margin: number;
    readonly df: number;
  }
  const { input, expected, tolerance } = vector<{ readonly cases: readonly Case[] }, Record<string, unknown>>(
    "46_equivalence_tost",
  );
  const results = input.cases.map(({ estimate, se, margin, df }) => {
    const result = inference.tost({ estimate, standardError: se, margin, degreesOfFreedom: df });
    if (result.value === null) throw new Error("no value");
    return result;
  });
  expectClose(
    {
      p: results.map(({ value }) => value),
      ci90: results.map(({ confidence }) => pair(confidence)),
      equivalent_at_05: results.map(({ equivalent }) => equivalent),
    },
    expected,
    tolerance,
  );
});

test("55 ratio of two rates", () => {
  const { input, expected, tolerance } = vector<
    { readonly x: readonly [number, number]; readonly T: readonly [number, number] },
    Record<string, unknown>
  >("55_poisson_rate_ratio");
  const [after, before] = input.x.map((count, i) => ({ count, exposure: input.T[i] ?? NaN })) as [
    inference.Rate,
    inference.Rate,
  ];
  const result = inference.rateRatio(before, after);
  expectClose({ rate_ratio: result.value, ci95: pair(result.confidence) }, expected, tolerance);
});

test("49 composite index", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly indicators: readonly string[];
      readonly direction: readonly (1 | -1)[];
      readonly values: readonly (readonly number[])[];
    },
    Record<string, unknown>
  >("49_composite_index");
  const indicators = input.indicators.map((name, j) => ({ name, direction: input.direction[j] ?? 1 }));
  const rows = input.values.map((row, unit) => ({
    unit,
    values: Object.fromEntries(input.indicators.map((name, j) => [name, row[j] ?? NaN])),
  }));
  const of = (options: Partial<inference.CompositeOptions>, given = rows) =>
    present(inference.compositeIndex(given, { indicators, ...options }));
  const geometric = of({});
  expectClose(
    {
      normalised: geometric.units.map(({ normalised }) => input.indicators.map((name) => normalised[name])),
      arithmetic_equal: of({ aggregation: "arithmetic" }).units.map(({ value }) => value),
      "geometric_equal_eps_1e-6": geometric.units.map(({ value }) => value),
      constant_indicator: expected["constant_indicator"],
      adding_a_year_changes_history: true,
    },
    expected,
    tolerance,
  );
  const constant = rows.map(({ unit, values }) => ({ unit, values: { ...values, ei: 0.1 } }));
  expect(inference.compositeIndex(constant, { indicators })).toMatchObject({
    value: null,
    reason: "no_variation",
  });
  // A fourth year rewrites the second, unless the base period is fixed.
  const longer = [...rows, { unit: 3, values: { affinity: 0.9, share: 0.2, ei: 0.3 } }];
  const second = (result: { readonly units: readonly inference.CompositeUnit[] }) => result.units[1]?.value;
  expect(second(of({}, longer))).not.toBeCloseTo(second(geometric) ?? NaN, 3);
  expect(second(of({ base: [0, 1, 2] }, longer))).toBe(second(geometric));
});
