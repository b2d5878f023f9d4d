/** Evidence on topics: conferences, the most cited papers, emissions. */
import { sum } from "../indicators/statistics.js";
import { citationsAmongPairs, type TopCitedShare, topCitedShares } from "../pair/citations.js";
import type { PairContext } from "../pair/context.js";
import { venueSpans, withinFixedVenues } from "../pair/venues.js";
import { emitters } from "../pair/emissions.js";
import { ifThere, isKept, isMore } from "./tables.js";

/** How much the two favour their own citations, compared with all pairs; null if the table lacks them. */
export function citationsIfThere(about: PairContext) {
  return ifThere(() => citationsAmongPairs(about));
}

/** A set of conferences with usable data in every year of a span, and its changes; empty if a number is missing. */
export function fixedVenueSets(about: PairContext) {
  const rows = about.newestRows("ai-venues");
  const sets = venueSpans.flatMap((span) => ifThere(() => withinFixedVenues(rows, span)) ?? []);
  const all = sets.flatMap((set) => {
    const { dissimilarity, before, after } = set;
    const a = dissimilarity.before.value;
    const b = dissimilarity.after.value;
    const times = { before: before.ofExpected.value, after: after.ofExpected.value };
    if (a === null || b === null || times.before === null || times.after === null) return [];
    return [{ ...set, times, isApart: isMore(b, a), isLess: !isKept(times.after, times.before) }];
  });
  return all.length < venueSpans.length ? [] : all;
}

/**
 * The combined share of several economies in the world's most cited papers, and that of the second country, in the first
 * and the last year; null if an economy is missing. Fractionally counted shares can be added up.
 */
export function topCitedTogether(about: PairContext, economies: readonly string[]) {
  const rows = about.newestRows("top-cited", { field: "all" });
  const found = ifThere(() => topCitedShares(rows, about.newestRows("field-output", { field: "all" }))) ?? [];
  const years = [...new Set(found.map(({ year }) => year))].sort((a, b) => a - b);
  const sums = years.flatMap((year) => {
    const own = shareOf(found, economies, year);
    const second = shareOf(found, [about.two.code], year);
    const edition = about.edition(rows[0]?.edition ?? "");
    return own === null || second === null ? [] : { year, edition, own, second };
  });
  const first = sums[0];
  const last = sums.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

function shareOf(found: readonly TopCitedShare[], economies: readonly string[], year: number): number | null {
  const own = found.filter((row) => row.year === year && economies.includes(row.economy));
  if (own.length < economies.length) return null;
  return own.reduce((total, { ofTopCited }) => total + ofTopCited, 0);
}

/** The three largest emitters of carbon dioxide in the last year of the table; null if it lacks one of the two. */
export function greatestEmitters(about: PairContext) {
  const all = about.newestRows("co2");
  const year = Math.max(...all.map((row) => row.year));
  const ranked = ifThere(() => emitters(all, about.rows("economies"), year)) ?? [];
  const greatest = ranked.slice(0, 3);
  const codes = [about.one.code, about.two.code];
  const isListed = codes.every((code) => ranked.some(({ economy }) => economy === code));
  const edition = all.find((row) => row.year === year)?.edition;
  if (greatest.length < 3 || edition === undefined || !isListed) return null;
  const firstTwo = greatest.slice(0, 2);
  return {
    year,
    edition: about.edition(edition),
    of: ranked.length,
    greatest,
    shareOfTwo: sum(firstTwo.map(({ ofWorld }) => ofWorld.value ?? 0)),
    areFirst: firstTwo.every(({ economy }) => codes.includes(economy)),
  };
}
