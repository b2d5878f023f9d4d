/** Ratio of last to first year for a fixed set of venues. */
import { AnalysisError, measure, type Measure } from "briefing/analysis";
import { ratio } from "../indicators/counting.js";
import { totalVariation } from "../indicators/diversity.js";
import type { AiVenuesRow } from "../rows.js";
import type { YearSpan } from "../verdict/rule.js";

/** Rows with only a small part of the conference's papers, though their countries are known (data/README.md). */
const fragments = [
  { venue: "icra", from: 2000, to: 2004 },
  { venue: "icra", from: 2016, to: 2016 },
  { venue: "iros", from: 2000, to: 2004 },
] as const;

/** Rows in which most papers have known countries and the conference is covered in full. */
export function usableVenues(rows: readonly AiVenuesRow[]): readonly AiVenuesRow[] {
  return rows.filter(
    ({ venue, year, quality }) =>
      quality === "good" &&
      !fragments.some((part) => part.venue === venue && part.from <= year && year <= part.to),
  );
}

/** The venues with a usable row in every year of the span, sorted by name. */
export function fixedVenues(rows: readonly AiVenuesRow[], { from, to }: YearSpan): readonly string[] {
  if (!(from < to)) throw new AnalysisError(`fixedVenues: ${from} to ${to} are no two years in order`);
  const years = byYear(rows);
  return [...new Set(rows.map(({ venue }) => venue))]
    .filter((venue) => yearsIn({ from, to }).every((year) => years.get(year)?.has(venue)))
    .sort();
}

const yearsIn = ({ from, to }: YearSpan): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

/**
 * Whether US papers without China and Chinese papers without the United States appear at different venues, year by
 * year, over the venues that are usable in every year of the span.
 *
 * Formula: ½·Σ|u/U − c/C| over the venues (Duncan's index of dissimilarity).
 * Unit: none. Range: 0–1; 0 = same distribution, 1 = no venue in common.
 * Undefined: a side without papers (`zero_denominator`); fewer than two venues (`insufficient_data`).
 * Source: Duncan and Duncan 1955.
 */
export function venueSeparation(rows: readonly AiVenuesRow[], span: YearSpan) {
  const venues = fixedVenues(rows, span);
  const usable = byYear(rows);
  const years = yearsIn(span).map((year) => ({
    year,
    dissimilarity: dissimilarity(venues.flatMap((venue) => usable.get(year)?.get(venue) ?? [])),
  }));
  return { venues, years };
}

function dissimilarity(rows: readonly AiVenuesRow[]): Measure {
  const n = rows.length;
  if (n < 2) return measure("insufficient_data", n);
  const [us, cn] = (["us", "cn"] as const).map(
    (side) => new Map(rows.map((row) => [row.venue, row[side] - row.both])),
  ) as [Map<string, number>, Map<string, number>];
  const isEmpty = [us, cn].some((papers) => [...papers.values()].every((count) => count === 0));
  return isEmpty ? measure("zero_denominator", n) : totalVariation(us, cn);
}

/**
 * Joint papers within a set of venues, year by year. Years in which a venue has no usable row are omitted, because they
 * would not be comparable.
 *
 * Units: papers, and none. 0/0 is null (`zero_denominator`). Papers of the United Kingdom and China are the control: a
 * change in both pairs is not due to the United States. The source counts Hong Kong, Macau and Taiwan as China.
 */
export function jointWithinVenues(
  rows: readonly AiVenuesRow[],
  { venues, years }: { readonly venues: readonly string[]; readonly years: readonly number[] },
) {
  if (venues.length === 0) return [];
  const usable = byYear(rows);
  return years.flatMap((year) => {
    const held = venues.flatMap((venue) => usable.get(year)?.get(venue) ?? []);
    if (held.length < venues.length) return [];
    const sum = (count: (row: AiVenuesRow) => number) => held.reduce((all, row) => all + count(row), 0);
    const both = sum((row) => row.both);
    const gbCn = sum((row) => row.gbCn);
    const expected = (one: "us" | "gb") =>
      sum((row) => (row.withCountry === 0 ? 0 : (row[one] * row.cn) / row.withCountry));
    return {
      year,
      both,
      gbCn,
      /** Over the number expected from the papers at each venue: Σ us·cn/papers with a country. */
      ofExpected: ratio(both, expected("us")),
      gbCnOfExpected: ratio(gbCn, expected("gb")),
    };
  });
}

/**
 * Separation and joint papers, in the first and last year of a span, at the venues usable in every year of it. Units as in `venueSeparation` and `jointWithinVenues`. Null if no venue is usable in every year; throws if
 * the years are out of order.
 */
export function withinFixedVenues(rows: readonly AiVenuesRow[], span: YearSpan) {
  const { from, to } = span;
  const { venues, years } = venueSeparation(rows, span);
  const [before, after] = jointWithinVenues(rows, { venues, years: [from, to] });
  const first = years[0];
  const last = years.at(-1);
  if (before === undefined || after === undefined || first === undefined || last === undefined) return null;
  const dissimilarity = { before: first.dissimilarity, after: last.dissimilarity };
  return { from, to, venues, dissimilarity, before, after };
}

/** The usable rows by year and venue. */
function byYear(rows: readonly AiVenuesRow[]): ReadonlyMap<number, ReadonlyMap<string, AiVenuesRow>> {
  const found = new Map<number, Map<string, AiVenuesRow>>();
  for (const row of usableVenues(rows)) {
    const year = found.get(row.year) ?? new Map<string, AiVenuesRow>();
    if (year.has(row.venue))
      throw new AnalysisError(`pair: the table ai-venues has ${row.venue} ${row.year} twice`, {
        hint: "Pass the rows of one edition.",
      });
    found.set(row.year, year.set(row.venue, row));
  }
  return found;
}

/** Two fixed sets: the years determine which conferences are compared, and the result may depend on the conferences. */
export const venueSpans = [
  { from: 2020, to: 2023 },
  { from: 2021, to: 2024 },
] as const satisfies readonly YearSpan[];

/** Observed over expected in the last year divided by that in the first: 1 = no change. NaN if one is missing. */
export function timesAtVenues(
  set: ReturnType<typeof withinFixedVenues> | undefined,
  what: "ofExpected" | "gbCnOfExpected",
): number {
  return (set?.after[what].value ?? NaN) / (set?.before[what].value ?? NaN);
}
