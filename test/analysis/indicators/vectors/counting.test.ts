import { expect, test } from "vitest";
import * as counting from "../../../../src/analysis/indicators/counting.js";
import * as inference from "../../../../src/analysis/indicators/inference.js";
import { expectClose, vector } from "../vector.js";

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
