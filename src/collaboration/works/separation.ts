/** Whether the two move apart: whom they cite, and in which sources they publish. */
import { type CitationCount, measure, type VenueCount } from "briefing/analysis";
import { type CitationSquare, segregation } from "../indicators/citation.js";
import { sum } from "../indicators/statistics.js";
import { totalVariation } from "../indicators/diversity.js";
import { intervalOf, type RatioQuestion } from "../verdict/works-ratio.js";

/** Citations of papers at most two years older, between papers of one of the two alone, without joint papers. */
export function citationsByYear(pair: readonly [string, string], rows: readonly CitationCount[]) {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  return years.flatMap((year) => citationsOf(pair, rows, [year]) ?? []);
}

function citationsOf(
  [x, y]: readonly [string, string],
  rows: readonly CitationCount[],
  years: readonly number[],
) {
  const own = rows.filter(({ year }) => years.includes(year));
  if (own.length === 0) return null;
  const square = (count: (row: CitationCount) => number): CitationSquare => {
    const from = (citing: string, cited: string) =>
      sum(own.filter((row) => row.citing === citing && row.cited === cited).map(count));
    return { xToX: from(x, x), xToY: from(x, y), yToX: from(y, x), yToY: from(y, y) };
  };
  return {
    year: years.at(-1) ?? NaN,
    /** Odds ratio of own-group citation, without self-citations and without citations whose authors are unknown. */
    own: segregation(square((row) => row.citations - row.self - row.unknown_authors)),
    /** The same for all citations. */
    withSelf: segregation(square(({ citations }) => citations)),
  };
}

/** The year against the whole baseline: `times`, the ratio of their odds ratios. Null if one of them has no citations. */
export function citationChangeOf(
  pair: readonly [string, string],
  rows: readonly CitationCount[],
  { year, baseline }: RatioQuestion,
) {
  const before = citationsOf(pair, rows, baseline);
  const after = citationsOf(pair, rows, [year]);
  if (before === null || after === null) return null;
  const { own: then } = before;
  const { own: now } = after;
  const n = then.n + now.n;
  if (then.value === null || now.value === null || then.value === 0)
    return { before, after, times: { ...measure("zero_denominator", n), confidence: null } };
  const error = Math.hypot(then.standardError.value ?? Infinity, now.standardError.value ?? Infinity);
  const value = now.value / then.value;
  return { before, after, times: { ...measure(value, n), confidence: intervalOf(value, error, 1) } };
}

/**
 * Distribution over the same sources of papers with only one of the two, year by year.
 *
 * Formula: ½·Σ|u/U − c/C| (Duncan's index of dissimilarity); by chance about ½·Σ√(2/π)·√(p(1−p)(1/U + 1/C)), p = the
 * source's share of the papers of both.
 */
export function venuesByYear(rows: readonly VenueCount[]) {
  const years = [...new Set(rows.map(({ year }) => year))].sort((a, b) => a - b);
  return years.map((year) => {
    const own = rows.filter((row) => row.year === year);
    const alone = (of: "in_a" | "in_b") =>
      own.map((row) => [String(row.source), row[of] - row.joint] as const);
    const one = alone("in_a");
    const two = alone("in_b");
    const [ofOne = 0, ofTwo = 0] = [one, two].map((papers) => sum(papers.map(([, count]) => count)));
    if (Math.min(ofOne, ofTwo) === 0 || own.length < 2) {
      const none = measure(own.length < 2 ? "insufficient_data" : "zero_denominator", own.length);
      return { year, sources: own.length, dissimilarity: none, byChance: none };
    }
    const chance = one.map(([, count], place) => {
      const part = (count + (two[place]?.[1] ?? 0)) / (ofOne + ofTwo);
      return Math.sqrt((2 / Math.PI) * part * (1 - part) * (1 / ofOne + 1 / ofTwo));
    });
    return {
      year,
      sources: own.length,
      /** 0 = same distribution over the sources, 1 = no source in common. */
      dissimilarity: totalVariation(Object.fromEntries(one), Object.fromEntries(two)),
      /** Expected by chance from identical distributions: above zero if there are few papers per source. */
      byChance: measure(sum(chance) / 2, own.length),
    };
  });
}
