import { describe, expect, test } from "vitest";
import * as affinity from "../../src/analysis/affinity.js";
import * as change from "../../src/analysis/change.js";
import * as counting from "../../src/analysis/counting.js";
import * as decomposition from "../../src/analysis/decomposition.js";
import * as diversity from "../../src/analysis/diversity.js";
import { AnalysisError } from "../../src/analysis/errors.js";
import * as inference from "../../src/analysis/inference.js";
import * as turnover from "../../src/analysis/turnover.js";
import { expectClose, vector } from "./vector.js";

type Numbers = Readonly<Record<string, number>>;

const byEconomy = (counts: counting.EconomyCounts): Numbers =>
  Object.fromEntries(counts.rows.map(({ economy, papers }) => [economy, papers]));
const byPair = (rows: readonly counting.PairCount[]): Numbers =>
  Object.fromEntries(rows.map(({ x, y, papers }) => [`${x}-${y}`, papers]));
const total = (counts: counting.EconomyCounts): number =>
  counts.rows.reduce((sum, { papers }) => sum + papers, 0);
const interval = ({
  confidence,
}: {
  readonly confidence: { readonly lower: number; readonly upper: number } | null;
}) => (confidence === null ? null : [confidence.lower, confidence.upper]);

test("01 whole and fractional counting", () => {
  interface Work {
    readonly year: number;
    readonly authors: readonly (readonly string[])[];
  }
  const { input, expected, tolerance } = vector<{ readonly works: readonly Work[] }, Record<string, unknown>>(
    "01_counting_whole_fractional",
  );
  const authorships = input.works.map(({ authors }) => authors);
  const papers = authorships.map((authors) => authors.flat());
  const whole = counting.whole(papers);
  const fractional = counting.fractional(papers);
  const known = counting.authorFractional(authorships, { among: "authors with an economy" });
  const all = counting.authorFractional(authorships, { among: "all authors" });
  const { bilateral, multilateral, total: joint } = counting.split(papers, "US", "CN");
  const inYear = (year: number) =>
    byPair(counting.pairs(papers.filter((_, index) => input.works[index]?.year === year)))["CN-US"];
  expectClose(
    {
      whole: byEconomy(whole),
      fractional_country_1_over_n: byEconomy(fractional),
      fractional_author_known_addresses_only: byEconomy(known),
      fractional_author_all_authors: byEconomy(all),
      works_with_country: whole.papers,
      sum_fractional_country: total(fractional),
      sum_fractional_author_known: total(known),
      sum_fractional_author_all: total(all),
      pair_whole: byPair(counting.pairs(papers)),
      pair_fractional_2_over_n_n_1: byPair(counting.fractionalPairs(papers)),
      split_US_CN: { bilateral_exact: bilateral, multilateral, total: joint },
      by_year_pair_CN_US: { 2020: inYear(2020), 2021: inYear(2021) },
    },
    expected,
    tolerance,
  );
  expect(whole.withoutEconomy).toBe(2);
});

test("02 hyper-authorship", () => {
  interface Work {
    readonly n_authors: number;
    readonly countries: readonly string[];
  }
  const { input, expected, tolerance } = vector<
    { readonly works: readonly Work[]; readonly thresholds: { max_authors: number; max_countries: number } },
    Record<string, unknown>
  >("02_hyperauthorship");
  const works = input.works.map(({ n_authors, countries }) => ({ authors: n_authors, economies: countries }));
  const papers = works.map(({ economies }) => economies);
  const { max_authors: maxAuthors, max_countries: maxEconomies } = input.thresholds;
  const split = counting.split(papers, "US", "CN");
  const kept = (limits: counting.AuthorshipLimits) =>
    counting.split(
      counting.withinAuthorship(works, limits).map(({ economies }) => economies),
      "US",
      "CN",
    ).total;
  expectClose(
    {
      whole: byPair(counting.pairs(papers))["CN-US"],
      pair_fractional: byPair(counting.fractionalPairs(papers))["CN-US"],
      kept_authors_le_100: kept({ maxAuthors }),
      kept_countries_le_10: kept({ maxEconomies }),
      kept_both: kept({ maxAuthors, maxEconomies }),
      H1_total_pairs: counting.pairs(papers.slice(0, 1)).length,
      bilateral: split.bilateral,
      multilateral: split.multilateral,
      multilateral_share: split.multilateralShare.value,
    },
    expected,
    tolerance,
  );
});

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

/** All measures of diversity, by the names of the vectors. */
function diversityOf(amounts: diversity.Amounts): Record<string, number | null> {
  return {
    hhi: diversity.hhi(amounts).value,
    hhi_normalised: diversity.hhiNormalised(amounts).value,
    shannon_nats: diversity.shannon(amounts).value,
    shannon_bits: diversity.shannon(amounts, { unit: "bits" }).value,
    effective_q1_exp_shannon: diversity.hill(amounts, 1).value,
    effective_q2_inverse_hhi: diversity.effectiveNumber(amounts).value,
    richness_q0: diversity.richness(amounts).value,
    pielou: diversity.pielou(amounts).value,
    gini: diversity.gini(amounts).value,
    gini_unbiased: diversity.giniUnbiased(amounts).value,
  };
}

describe("11 concentration and diversity", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly cases: Readonly<Record<string, readonly number[]>>;
      readonly invalid: readonly (readonly number[])[];
    },
    { readonly cases: Readonly<Record<string, Numbers>>; readonly invalid: readonly string[] }
  >("11_concentration_diversity");
  test.each(Object.entries(input.cases))("%s", (name, amounts) => {
    expectClose(diversityOf(amounts), expected.cases[name], tolerance);
  });
  const messages: Readonly<Record<string, RegExp>> = {
    "error empty": /no amounts/,
    "error zero total": /all amounts are zero/,
    "error negative": /amount 1 is negative: -2/,
    "error missing": /amount 1 is missing/,
  };
  test.each(input.invalid.map((amounts, index) => [amounts, expected.invalid[index] ?? ""] as const))(
    "%j: %s",
    (amounts, wanted) => {
      expect(() => diversityOf(amounts)).toThrow(AnalysisError);
      expect(() => diversityOf(amounts)).toThrow(messages[wanted]);
    },
  );
});

test("12 diversity of vegan", () => {
  const { input, expected, tolerance } = vector<
    { readonly matrix: readonly (readonly number[])[] },
    Record<string, unknown>
  >("12_vegan_diversity");
  const named = (amounts: readonly number[] = []) =>
    Object.fromEntries(amounts.map((amount, index) => [`species ${index}`, amount]));
  expectClose(
    {
      shannon_nats: input.matrix.map((row) => diversity.shannon(row).value),
      simpson_1_minus_hhi: input.matrix.map((row) => 1 - (diversity.hhi(row).value ?? NaN)),
      invsimpson: input.matrix.map((row) => diversity.effectiveNumber(row).value),
      hill_0_1_2: input.matrix.map((row) => [0, 1, 2].map((q) => diversity.hill(row, q).value)),
      bray: turnover.brayCurtis(named(input.matrix[0]), named(input.matrix[1])).value,
    },
    expected,
    tolerance,
  );
});

test("13 partner turnover", () => {
  const { input, expected, tolerance } = vector<
    { readonly year0: Numbers; readonly year1: Numbers },
    Record<string, unknown>
  >("13_partner_turnover");
  const { year0, year1 } = input;
  const partners = [...new Set([...Object.keys(year0), ...Object.keys(year1)])].sort();
  const complete = (amounts: Numbers) =>
    Object.fromEntries(partners.map((partner) => [partner, amounts[partner] ?? 0]));
  const ranks = (amounts: Numbers) =>
    Object.fromEntries(turnover.ranking(complete(amounts)).map(({ partner, rank }) => [partner, rank]));
  expectClose(
    {
      partners_sorted: partners,
      kendall_tau_b: turnover.kendall(year0, year1).value,
      spearman_rho: turnover.spearman(year0, year1).value,
      bray_curtis_counts: turnover.brayCurtis(year0, year1).value,
      bray_curtis_shares: turnover.totalVariation(year0, year1).value,
      total_variation_shares: turnover.totalVariation(year0, year1).value,
      jensen_shannon_distance_base2: turnover.jensenShannonDistance(year0, year1).value,
      jensen_shannon_divergence_base2: turnover.jensenShannon(year0, year1).value,
      rank0_desc_average: ranks(year0),
      rank1_desc_average: ranks(year1),
      top5_jaccard: turnover.topOverlap(year0, year1, 5).value,
    },
    expected,
    tolerance,
  );
});

test("18 shares and their intervals", () => {
  const { input, expected, tolerance } = vector<
    { readonly cases: readonly { readonly x: number; readonly n: number }[] },
    { readonly cases: readonly object[]; readonly n_zero: null }
  >("18_share_intervals");
  expectClose(
    input.cases.map(({ x, n }) => ({
      p: counting.share(x, n).value,
      wilson95: interval(inference.wilson(x, n)),
      clopper_pearson95: interval(inference.clopperPearson(x, n)),
    })),
    expected.cases,
    tolerance,
  );
  for (const result of [counting.share(0, 0), inference.wilson(0, 0), inference.clopperPearson(0, 0)])
    expect(result).toMatchObject({ value: expected.n_zero, reason: "zero_denominator" });
});

test("19 Newcombe's interval of a difference", () => {
  const { input, expected, tolerance } = vector<
    Numbers,
    { readonly diff: number; readonly newcombe95: readonly number[] }
  >("19_bilateral_share_change");
  const result = inference.newcombe(
    { part: input["bilateral0"] ?? NaN, whole: input["total0"] ?? NaN },
    { part: input["bilateral1"] ?? NaN, whole: input["total1"] ?? NaN },
  );
  expectClose(result.value, expected.diff, tolerance);
  expectClose(interval(result), expected.newcombe95, tolerance);
});

describe("25 peak detection", () => {
  interface Wanted {
    readonly local_peaks?: readonly number[];
    readonly global_max_first?: number;
    readonly global_max_last?: number;
    readonly drawdown_from_peak?: number;
    readonly years_since_peak?: number;
  }
  const { input, expected, tolerance } = vector<
    { readonly cases: Readonly<Record<string, readonly (number | null)[]>> },
    Readonly<Record<string, Wanted>>
  >("25_peak_detection");
  const series = (name: string): readonly change.Observation[] =>
    (input.cases[name] ?? []).map((value, year) => ({ year, value }));

  test.each(Object.keys(input.cases).filter((name) => name !== "with_null"))("%s", (name) => {
    const got = change.peak(series(name));
    const wanted = expected[name];
    expect(got.localYears).toEqual(wanted?.local_peaks);
    if (wanted?.global_max_first !== undefined) expect(got.year).toBe(wanted.global_max_first);
    if (wanted?.global_max_last !== undefined) expect(got.lastYear).toBe(wanted.global_max_last);
    const fall = change.drawdown(series(name));
    if (wanted?.drawdown_from_peak !== undefined)
      expectClose(fall.value, wanted.drawdown_from_peak, tolerance);
    if (wanted?.years_since_peak !== undefined) expect(fall.years).toBe(wanted.years_since_peak);
  });

  test.each([
    ["monotone_up", "no_peak_yet"],
    ["plateau", "no_peak_yet"],
    ["monotone_down", "peak_not_inside_window"],
    ["single", "insufficient_data"],
    ["constant", "no_peak"],
    ["empty", "insufficient_data"],
  ])("%s: no peak and no fall from it, %s", (name, reason) => {
    expect(change.peak(series(name))).toMatchObject({ value: null, reason });
    expect(change.drawdown(series(name))).toMatchObject({ value: null, reason, years: null });
  });

  test("a year that was not observed is no zero", () => {
    expect(change.peak(series("with_null"))).toMatchObject({ value: 3, year: 2, localYears: [2], n: 3 });
    expect(change.drawdown(series("with_null"))).toMatchObject({ value: -1 / 3, from: 2, to: 3, n: 3 });
  });
});

test("33 size and propensity by LMDI", () => {
  interface Point {
    readonly world: number;
    readonly us: number;
    readonly cn: number;
    readonly c: number;
  }
  const { input, expected, tolerance } = vector<
    { readonly t0: Point; readonly t1: Point },
    Readonly<Record<"factors_t0" | "factors_t1" | "additive" | "multiplicative", Numbers>> & {
      readonly log_mean: number;
      readonly sum: number;
      readonly delta: number;
    }
  >("33_lmdi_size_vs_propensity");
  const result = decomposition.lmdi(expected.factors_t0, expected.factors_t1);
  const effects = Object.fromEntries(result.effects.map(({ factor, effect }) => [factor, effect]));
  expectClose(effects, expected.additive, tolerance);
  expectClose(
    Object.fromEntries(result.effects.map(({ factor, multiplier }) => [factor, multiplier])),
    expected.multiplicative,
    tolerance,
  );
  expectClose(result.logarithmicMean, expected.log_mean, tolerance);
  expectClose(result.change, expected.delta, tolerance);

  const point = ({ world, us, cn, c }: Point, year: number): decomposition.PairYear => ({
    edition: "as in the vector",
    year,
    world,
    x: us,
    y: cn,
    joint: c,
  });
  const parts = decomposition.sizeAndPropensity(point(input.t0, 2018), point(input.t1, 2022));
  expectClose(
    {
      world: parts.world.value,
      share_us: parts.shareX.value,
      share_cn: parts.shareY.value,
      affinity: parts.affinity.value,
    },
    expected.additive,
    tolerance,
  );
  expect(parts.change.value).toBe(expected.delta);
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

test("68 partner diversification", () => {
  const { input, expected, tolerance } = vector<Readonly<Record<string, Numbers>>, Record<string, unknown>>(
    "68_partner_diversification_nsf",
  );
  for (const [name, partners] of Object.entries(input)) {
    const [first] = turnover.ranking(partners);
    expectClose(
      {
        hhi: diversity.hhi(partners).value,
        effective_q2: diversity.effectiveNumber(partners).value,
        shannon: diversity.shannon(partners).value,
        effective_q1: diversity.hill(partners, 1).value,
        top1: first?.partner,
        top1_share: (first?.amount ?? NaN) * (1 / Object.values(partners).reduce((a, b) => a + b, 0)),
      },
      expected[name],
      tolerance,
    );
  }
});
