/** Ratio of last to first year for a fixed set of venues. */
import type { Measure } from "../../model/measure.js";
import { ratio } from "../indicators/counting.js";
import { AnalysisError } from "../indicators/errors.js";
import { totalVariation } from "../indicators/diversity.js";
import type { AiVenuesRow } from "../rows.js";
import type { YearSpan } from "../verdict/rule.js";

/** How differently the papers of two countries are distributed over the same venues. */
interface VenueSeparationOfYear {
  readonly year: number;
  /** 0 = same distribution, 1 = no venue in common; null if a side has no papers. */
  readonly dissimilarity: Measure;
}

export interface VenueSeparation {
  /** The venues with usable papers in every year, sorted by name. */
  readonly venues: readonly string[];
  readonly years: readonly VenueSeparationOfYear[];
}

/** Counts at a set of venues in one year; the source counts Hong Kong, Macau and Taiwan as China. */
export interface JointWithinVenues {
  readonly year: number;
  /** Papers with authors in the United States and in China. */
  readonly both: number;
  /** Papers with authors in the United Kingdom and in China. */
  readonly gbCn: number;
  /** `both` and `gbCn` over the number expected from the papers at each venue: Σ us·cn/papers with a country. */
  readonly ofExpected: Measure;
  readonly gbCnOfExpected: Measure;
}

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
  const usable = byVenueAndYear(rows);
  const years = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return [...new Set(rows.map(({ venue }) => venue))]
    .filter((venue) => years.every((year) => usable.has(keyOf(venue, year))))
    .sort();
}

/**
 * Whether US papers without China and Chinese papers without the United States appear at different venues, year by
 * year, over the venues that are usable in every year of the span.
 *
 * Formula: ½·Σ|u/U − c/C| over the venues (Duncan's index of dissimilarity).
 * Unit: none. Range: 0–1; 0 = same distribution.
 * Undefined: a side without papers (`zero_denominator`); fewer than two venues (`insufficient_data`).
 * Source: Duncan and Duncan 1955.
 */
export function venueSeparation(rows: readonly AiVenuesRow[], span: YearSpan): VenueSeparation {
  const venues = fixedVenues(rows, span);
  const usable = byVenueAndYear(rows);
  const years = Array.from({ length: span.to - span.from + 1 }, (_, index) => {
    const year = span.from + index;
    const held = venues.flatMap((venue) => usable.get(keyOf(venue, year)) ?? []);
    const us = held.map((row) => [row.venue, row.us - row.both] as const);
    const cn = held.map((row) => [row.venue, row.cn - row.both] as const);
    return { year, dissimilarity: dissimilarity(us, cn) };
  });
  return { venues, years };
}

function total(papers: readonly (readonly [string, number])[]): number {
  return papers.reduce((sum, [, count]) => sum + count, 0);
}

function dissimilarity(
  one: readonly (readonly [string, number])[],
  two: readonly (readonly [string, number])[],
): Measure {
  if (one.length < 2) return { value: null, reason: "insufficient_data", n: one.length };
  if (total(one) === 0 || total(two) === 0) return { value: null, reason: "zero_denominator", n: one.length };
  return totalVariation(Object.fromEntries(one), Object.fromEntries(two));
}

/**
 * Joint papers within a set of venues, year by year. Years in which a venue has no usable row are omitted, because they
 * would not be comparable.
 *
 * Units: papers, and none. 0/0 is null (`zero_denominator`). Papers of the United Kingdom and China are the control: a
 * change in both pairs is not due to the United States.
 */
export function jointWithinVenues(
  rows: readonly AiVenuesRow[],
  { venues, years }: { readonly venues: readonly string[]; readonly years: readonly number[] },
): readonly JointWithinVenues[] {
  if (venues.length === 0) return [];
  const usable = byVenueAndYear(rows);
  return years.flatMap((year) => {
    const held = venues.flatMap((venue) => usable.get(keyOf(venue, year)) ?? []);
    if (held.length < venues.length) return [];
    const sum = (count: (row: AiVenuesRow) => number) => held.reduce((all, row) => all + count(row), 0);
    const [both, gbCn] = [sum((row) => row.both), sum((row) => row.gbCn)];
    const expected = (one: "us" | "gb") =>
      sum((row) => (row.withCountry === 0 ? 0 : (row[one] * row.cn) / row.withCountry));
    return [
      {
        ...{ year, both, gbCn },
        ofExpected: ratio(both, expected("us")),
        gbCnOfExpected: ratio(gbCn, expected("gb")),
      },
    ];
  });
}

/** The venues that are usable in every year of a span, in its first and last year. */
export interface WithinFixedVenues extends YearSpan {
  /** Sorted by name. */
  readonly venues: readonly string[];
  readonly dissimilarity: { readonly before: Measure; readonly after: Measure };
  readonly before: JointWithinVenues;
  readonly after: JointWithinVenues;
}

/**
 * Separation and joint papers at the venues that are usable in every year of the span. Units as in `venueSeparation`
 * and `jointWithinVenues`. Null if no venue is usable in every year; throws if the years are out of order.
 */
export function withinFixedVenues(rows: readonly AiVenuesRow[], span: YearSpan): WithinFixedVenues | null {
  const { venues, years } = venueSeparation(rows, span);
  const [before, after] = jointWithinVenues(rows, { venues, years: [span.from, span.to] });
  const [first, last] = [years[0], years.at(-1)];
  if (before === undefined || after === undefined || first === undefined || last === undefined) return null;
  const dissimilarity = { before: first.dissimilarity, after: last.dissimilarity };
  return { from: span.from, to: span.to, venues, dissimilarity, before, after };
}

function keyOf(venue: string, year: number): string {
  return JSON.stringify([venue, year]);
}

function byVenueAndYear(rows: readonly AiVenuesRow[]): ReadonlyMap<string, AiVenuesRow> {
  const found = new Map<string, AiVenuesRow>();
  for (const row of usableVenues(rows)) {
    const key = keyOf(row.venue, row.year);
    if (found.has(key))
      throw new AnalysisError(`pair: the table ai-venues has ${row.venue} ${row.year} twice`, {
        hint: "Pass the rows of one edition.",
      });
    found.set(key, row);
  }
  return found;
}

/** Two fixed sets: the years determine which conferences are compared, and the result may depend on the conferences. */
export const venueSpans = [
  { from: 2020, to: 2023 },
  { from: 2021, to: 2024 },
] as const satisfies readonly YearSpan[];

/** A fixed set, or null if no venue is usable in every year. */
export type VenueSet = WithinFixedVenues | null | undefined;

/** Observed over expected in the last year divided by that in the first: 1 = no change. NaN if one is missing. */
export function timesAtVenues(set: VenueSet, what: "ofExpected" | "gbCnOfExpected"): number {
  return (set?.after[what].value ?? NaN) / (set?.before[what].value ?? NaN);
}
