import { describe, expect, test } from "vitest";
import * as diversity from "../../../../src/analysis/indicators/diversity.js";
import * as turnover from "../../../../src/analysis/indicators/turnover.js";
import { AnalysisError } from "../../../../src/analysis/indicators/errors.js";
import { expectClose, vector } from "../vector.js";

type Numbers = Readonly<Record<string, number>>;

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
