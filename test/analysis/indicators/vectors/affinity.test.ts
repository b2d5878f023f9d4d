import { describe, expect, test } from "vitest";
import * as affinity from "../../../../src/analysis/indicators/affinity.js";
import * as counting from "../../../../src/analysis/indicators/counting.js";
import { AnalysisError } from "../../../../src/analysis/indicators/errors.js";
import { expectClose, vector } from "../vector.js";

type Numbers = Readonly<Record<string, number>>;
const byEconomy = (counts: counting.EconomyCounts): Numbers =>
  Object.fromEntries(counts.rows.map(({ economy, papers }) => [economy, papers]));
const byPair = (rows: readonly counting.PairCount[]): Numbers =>
  Object.fromEntries(rows.map(({ x, y, papers }) => [`${x}-${y}`, papers]));

test("03 affinity from incidence", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly incidence_rows_are_papers_cols: readonly string[];
      readonly incidence: readonly (readonly number[])[];
    },
    Record<string, unknown>
  >("03_affinity_incidence_scipy");
  const papers = input.incidence.map((row) =>
    input.incidence_rows_are_papers_cols.filter((_, index) => row[index] === 1),
  );
  const whole = byEconomy(counting.whole(papers));
  const joint = byPair(counting.pairs(papers));
  const pair = (x: string, y: string): affinity.PairCounts => ({
    joint: joint[[x, y].sort().join("-")] ?? NaN,
    x: whole[x] ?? NaN,
    y: whole[y] ?? NaN,
  });
  expectClose(
    {
      salton_US_CN: affinity.salton(pair("US", "CN")).value,
      jaccard_US_CN: affinity.jaccard(pair("US", "CN")).value,
      dice_US_CN: affinity.dice(pair("US", "CN")).value,
      salton_US_GB: affinity.salton(pair("US", "GB")).value,
      jaccard_CN_GB: affinity.jaccard(pair("CN", "GB")).value,
      c_US_CN: joint["CN-US"],
      n_US: whole["US"],
      n_CN: whole["CN"],
    },
    expected,
    tolerance,
  );
});

test("04 affinity of the US and China", () => {
  interface Counts {
    readonly c_xy: number;
    readonly c_us: number;
    readonly c_cn: number;
    readonly world_intl: number;
  }
  const { input, expected, tolerance } = vector<Record<string, Counts>, Record<string, unknown>>(
    "04_affinity_us_cn_nsf",
  );
  for (const [edition, { c_xy: joint, c_us: x, c_cn: y, world_intl: all }] of Object.entries(input)) {
    const pair = { universe: "papers", joint, x, y, total: all } as const;
    const ratio = affinity.observedToExpected(pair);
    expectClose(
      {
        salton: affinity.salton(pair).value,
        jaccard: affinity.jaccard(pair).value,
        inclusion: affinity.inclusion(pair).value,
        equivalence: affinity.equivalence(pair).value,
        association_strength_raw: affinity.associationStrength(pair).value,
        ic_pai_observed_expected: ratio.value,
        log2_pai: affinity.log2(ratio).value,
        pai_bounded: affinity.bounded(ratio).value,
        ric_paper_based_x_to_y: affinity.ric(pair).value,
        ric_paper_based_y_to_x: affinity.ric({ ...pair, x: y, y: x }).value,
        share_of_x: counting.share(joint, x).value,
        share_of_y: counting.share(joint, y).value,
      },
      expected[edition],
      tolerance,
    );
  }
});

describe("06 degenerate affinity", () => {
  interface Case {
    readonly c_xy: number | null;
    readonly c_x: number;
    readonly c_y: number;
    readonly T: number;
  }
  interface Wanted {
    readonly salton: number | null;
    readonly jaccard: number | null;
    readonly ic: number | null;
    readonly ric_paper_based_x_to_y: number | null;
    readonly reason: string | null;
    readonly error?: string;
  }
  const { input, expected, tolerance } = vector<
    { readonly cases: readonly Case[] },
    { readonly cases: readonly Wanted[] }
  >("06_affinity_degenerate");
  test.each(input.cases.map((given, index) => [given, expected.cases[index]] as const))(
    "%o",
    (given, wanted) => {
      const pair = {
        universe: "papers",
        joint: given.c_xy as number,
        x: given.c_x,
        y: given.c_y,
        total: given.T,
      } as const;
      const measures = {
        salton: affinity.salton,
        jaccard: affinity.jaccard,
        ic: affinity.observedToExpected,
        ric_paper_based_x_to_y: affinity.ric,
      };
      if (wanted?.error !== undefined) {
        const message = given.c_xy === null ? /the joint count is missing/ : /12.*greater than.*x \(10\)/;
        for (const indicator of Object.values(measures)) {
          expect(() => indicator(pair)).toThrow(AnalysisError);
          expect(() => indicator(pair)).toThrow(message);
        }
        return;
      }
      for (const [name, indicator] of Object.entries(measures) as [
        keyof typeof measures,
        typeof affinity.ric,
      ][]) {
        const { value, reason } = indicator(pair);
        expectClose(value, wanted?.[name], tolerance, name);
        if (value === null) expect(wanted?.reason).toMatch(new RegExp(`^${reason ?? "none"}`));
        else expect(reason).toBeUndefined();
      }
    },
  );
});

test("07 configuration model", () => {
  const { input, expected, tolerance } = vector<
    { readonly countries: readonly string[]; readonly weights: readonly (readonly number[])[] },
    {
      readonly expected: readonly (readonly number[])[];
      readonly oe_US_CN: number;
      readonly oe_CN_DE: number;
      readonly strength: readonly number[];
      readonly total_weight: number;
    }
  >("07_configuration_model_oe");
  const rows = input.countries.flatMap((x, i) =>
    input.countries.slice(0, i).map((y, j) => ({ x, y, papers: input.weights[i]?.[j] ?? NaN })),
  );
  const table = affinity.links(rows);
  const model = affinity.configurationModel(table);
  const place = (economy: string) => table.economies.indexOf(economy);
  expectClose(
    {
      expected: input.countries.map((x) =>
        input.countries.map((y) => model.expected?.[place(x)]?.[place(y)]),
      ),
      oe_US_CN: affinity.observedToFitted(model, "United States", "China").value,
      oe_CN_DE: affinity.observedToFitted(model, "China", "Germany").value,
      strength: input.countries.map((x) => table.strengths[place(x)]),
      total_weight: table.total,
    },
    expected,
    tolerance,
  );
});

test("56 residuals of a table", () => {
  const { input, expected, tolerance } = vector<
    { readonly table: readonly (readonly number[])[] },
    Readonly<Record<"expected" | "pearson" | "stdres", readonly (readonly number[])[]>> & {
      readonly statistic: number;
    }
  >("56_chisq_residuals");
  const result = affinity.independence(input.table);
  expectClose(result.expected, expected.expected, tolerance);
  expectClose(result.pearson, expected.pearson, tolerance);
  expectClose(result.standardised, expected.stdres, tolerance);
  expectClose(result.statistic.value, expected.statistic, tolerance);
});

test("62 Jaccard's distance", () => {
  const { input, expected, tolerance } = vector<Numbers, { readonly jaccard_distance: number }>(
    "62_jaccard_distance",
  );
  const distance = affinity.jaccardDistance({
    joint: input["n_xy"] ?? NaN,
    x: input["n_x"] ?? NaN,
    y: input["n_y"] ?? NaN,
  });
  expectClose(distance.value, expected.jaccard_distance, tolerance);
});

test("64 the NSF series of the US and China", () => {
  type Years = Readonly<Record<string, number>>;
  interface Wanted {
    readonly us_cn_low: number;
    readonly us_cn_high: number;
    readonly us_cn_mid: number;
    readonly ic_mid: number;
    readonly salton_mid: number;
    readonly share_us: number;
    readonly share_cn: number;
  }
  const { input, expected, tolerance } = vector<
    Readonly<Record<"us_international" | "cn_international" | "world_international", Years>>,
    Readonly<Record<string, Wanted>>
  >("64_nsf_us_cn_series_2003_2022");
  expect(Object.keys(expected).length).toBeGreaterThan(10);
  for (const [year, wanted] of Object.entries(expected)) {
    const x = input.us_international[year] ?? NaN;
    const y = input.cn_international[year] ?? NaN;
    const all = input.world_international[year] ?? NaN;
    const exact = { universe: "papers", joint: wanted.us_cn_mid, x, y, total: all } as const;
    expectClose(affinity.observedToExpected(exact).value, wanted.ic_mid, tolerance, `${year} IC`);
    expectClose(affinity.salton(exact).value, wanted.salton_mid, tolerance, `${year} Salton`);
    expectClose(counting.share(wanted.us_cn_mid, x).value, wanted.share_us, tolerance);
    expectClose(counting.share(wanted.us_cn_mid, y).value, wanted.share_cn, tolerance);
    const bounds = { ...exact, joint: { lower: wanted.us_cn_low, upper: wanted.us_cn_high } };
    for (const [measure, value] of [
      [affinity.observedToExpected(bounds), wanted.ic_mid],
      [affinity.salton(bounds), wanted.salton_mid],
      [counting.share(bounds.joint, x), wanted.share_us],
      [counting.share(bounds.joint, y), wanted.share_cn],
    ] as const) {
      expect(measure.lower).toBeLessThanOrEqual(value + tolerance);
      expect(measure.upper).toBeGreaterThanOrEqual(value - tolerance);
    }
  }
});

test("66 the published index of AI", () => {
  const { input, expected, tolerance } = vector<Numbers, { readonly ic: number }>("66_ic_ai_published");
  const ratio = affinity.observedToExpected({
    universe: "papers",
    joint: input["c_xy"] ?? NaN,
    x: input["c_x"] ?? NaN,
    y: input["c_y"] ?? NaN,
    total: input["T"] ?? NaN,
  });
  expectClose(ratio.value, expected.ic, tolerance);
  expect(ratio.value?.toFixed(2)).toBe("1.08");
});
