import type { Interval } from "../../model/measure.js";
import { AnalysisError, MissingDataError, required } from "../indicators/errors.js";
import { toAmount, midpoint } from "../indicators/interval.js";
import type { EditionsRow, NsfPairsRow, PartnersRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import { newestOf, observation, type ObservationOptions } from "./editions.js";
import { worksOf } from "./joint-counts.js";

/** Joint papers of an economy and one of its partners: a row of `partners`, `nsf-pairs`, `pairs`, `copublications`. */
export type CountedPair = {
  readonly edition: string;
  readonly year: number;
} & (
  | { readonly a: string; readonly b: string }
  /** Rows listed from one side: they are all partners of the reporter, and not of the partner. */
  | { readonly reporter: string; readonly partner: string }
) &
  (
    | { readonly works: number; readonly reverse?: number | null }
    | { readonly lower: number; readonly upper: number }
  );

/** Joint papers with one partner, one year, one edition; `lower === upper` where the count is exact. */
export interface PartnerCount extends Interval {
  readonly partner: string;
  readonly year: number;
  readonly edition: string;
}

/** Which of the counts are compared: one edition, and partners left out of all lists. */
export interface PartnerChoice {
  readonly edition: string;
  /** Codes that do not count as partners: `["HK", "MO"]` where they belong to the economy itself. */
  readonly leftOut?: readonly string[];
}

/**
 * The partners of an economy, in all years and editions of one table, in the order edition, year, code. In a table
 * listed from one side (`reporter`) only rows of that side count: the partner's own list would be a fragment. Two
 * different counts of one partner in one year of one edition throw, as do negative and missing ones, and an economy
 * that the table does not have.
 */
export function partnerCounts(economy: string, rows: readonly CountedPair[]): readonly PartnerCount[] {
  const found = new Map<string, PartnerCount>();
  for (const row of rows) {
    const partner = partnerIn(row, economy);
    if (partner === undefined) continue;
    if (partner === economy) throw new AnalysisError(`partnerCounts: "${economy}" is paired with itself`);
    const { edition, year } = row;
    const where = `${economy}–${partner}, ${year}, ${edition}`;
    const { lower, upper } = countIn(row, `partnerCounts: the count of ${where}`);
    const key = `${edition}\u001f${year}\u001f${partner}`;
    const before = found.get(key);
    if (before !== undefined && (before.lower !== lower || before.upper !== upper))
      throw new AnalysisError(`partnerCounts: ${where} has two counts, ${before.lower} and ${lower}`, {
        hint: "Pass the rows of one table at a time.",
      });
    found.set(key, { partner, year, edition, lower, upper });
  }
  if (found.size === 0)
    throw new MissingDataError(`partnerCounts: there are no partners of "${economy}" in these rows`, {
      hint: `They list partners of ${[...new Set(rows.flatMap(listedIn))].sort().join(", ") || "nobody"}.`,
    });
  return [...found.values()].sort(
    (a, b) => order(a.edition, b.edition) || a.year - b.year || order(a.partner, b.partner),
  );
}

/** The counts of one year; a year or an edition that is not there throws and says which are. */
export function countsOfYear(
  counts: readonly PartnerCount[],
  { edition, leftOut = [] }: PartnerChoice,
  year: number,
  what: string,
): readonly PartnerCount[] {
  const found = counts.filter(
    (count) => count.year === year && count.edition === edition && !leftOut.includes(count.partner),
  );
  if (found.length > 0) return found;
  const own = counts.filter((count) => count.edition === edition);
  const years = [...new Set(own.map((count) => count.year))];
  throw new MissingDataError(`${what}: no partners in ${year} in the edition "${edition}"`, {
    hint:
      years.length > 0
        ? `It has ${years.join(", ")}.`
        : `There are the editions ${[...new Set(counts.map((count) => count.edition))].join(", ")}.`,
  });
}

/** Code units: the same order everywhere. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function partnerIn(row: CountedPair, economy: string): string | undefined {
  if ("reporter" in row) return row.reporter === economy ? row.partner : undefined;
  if (row.a === economy) return row.b;
  return row.b === economy ? row.a : undefined;
}

function listedIn(row: CountedPair): readonly string[] {
  return "reporter" in row ? [row.reporter] : [row.a, row.b];
}

function countIn(row: CountedPair, what: string): Interval {
  if ("lower" in row) return toAmount({ lower: row.lower, upper: row.upper }, what);
  return toAmount(worksOf(row), what);
}

/** Tables that list all partners of an economy, or as many as the source counts. */
export interface ListTables {
  readonly editions: readonly EditionsRow[];
  readonly partners: readonly PartnersRow[];
  readonly "nsf-pairs": readonly NsfPairsRow[];
}

/** All partners of one of two economies in the newest edition of a source. */
export interface PartnerList {
  /** Whose partners. */
  readonly economy: string;
  /** The other of the two. */
  readonly partner: string;
  readonly source: string;
  readonly edition: string;
  readonly counts: readonly PartnerCount[];
  /** Years in which the list has the other of the two; sorted. */
  readonly years: readonly number[];
  /** Those of them that were counted late enough. */
  readonly completeYears: readonly number[];
}

/**
 * The lists of partners of x and of y: OpenAlex first, then NSF, x before y. A source is left out where it lists the two
 * as partners of each other in no year; throws where every source does.
 */
export function partnerLists(
  x: string,
  y: string,
  tables: ListTables,
  options: ObservationOptions = {},
): readonly PartnerList[] {
  const lists = [tables.partners, tables["nsf-pairs"]].flatMap((rows: readonly CountedPair[]) => {
    const edition = newestOf(
      rows.filter((row) => samePair(codesOf(row), [x, y])),
      tables.editions,
    );
    if (edition === undefined) return [];
    const own = rows.filter((row) => row.edition === edition.edition);
    return [listOf(x, y, own, edition, options), listOf(y, x, own, edition, options)];
  });
  if (lists.length === 0)
    throw new MissingDataError(
      `partnerLists: neither data/partners.csv nor data/nsf-pairs.csv lists ${x} and ${y} as partners`,
    );
  return lists;
}

function codesOf(row: CountedPair): readonly [string, string] {
  return "reporter" in row ? [row.reporter, row.partner] : [row.a, row.b];
}

function listOf(
  economy: string,
  partner: string,
  rows: readonly CountedPair[],
  edition: EditionsRow,
  options: ObservationOptions,
): PartnerList {
  const counts = partnerCounts(economy, rows);
  const years = [...new Set(counts.filter((count) => count.partner === partner).map(({ year }) => year))];
  const isComplete = (year: number) => observation(year, edition, options).status === "complete";
  return {
    ...{ economy, partner, source: edition.source, edition: edition.edition, counts, years },
    completeYears: years.filter(isComplete),
  };
}

export interface PartnerRank {
  readonly partner: string;
  /** Joint papers. */
  readonly count: Interval;
  /** Place in the list, from 1. */
  readonly place: number;
  /** The places that the bounds of the counts allow; both are `place` where these do not overlap. */
  readonly rank: Interval;
  /** How many partners the list has. */
  readonly of: number;
}

/**
 * The partners of an economy in a year, greatest count first, equal counts by code. `rank` is an interval where the
 * bounds of two counts overlap. Partners without joint papers stand last. A year whose counts are all zero throws.
 */
export function partnerRanks(
  counts: readonly PartnerCount[],
  choice: PartnerChoice & { readonly year: number },
): readonly PartnerRank[] {
  const { year } = choice;
  const list = countsOfYear(counts, choice, year, "partnerRanks");
  if (!list.some(({ lower }) => lower > 0))
    throw new AnalysisError(
      `partnerRanks: no partner in ${year}, ${choice.edition}, is sure to have joint papers`,
    );
  return list
    .map((one) => {
      const before = (first: "lower" | "upper", last: "lower" | "upper"): number =>
        list.filter(
          (other) => other !== one && (one[last] - other[first] || order(other.partner, one.partner)) < 0,
        ).length;
      // Surely before it: those whose least is more than its most. Perhaps: those whose most is more than its least.
      return { one, rank: { lower: 1 + before("lower", "upper"), upper: 1 + before("upper", "lower") } };
    })
    .sort((a, b) => midpoint(b.one) - midpoint(a.one) || order(a.one.partner, b.one.partner))
    .map(({ one, rank }, index) => ({
      partner: one.partner,
      count: { lower: one.lower, upper: one.upper },
      place: index + 1,
      rank,
      of: list.length,
    }));
}

/** One partner's line of `partnerRanks`; a partner that the list does not have throws. */
export function partnerRank(ranks: readonly PartnerRank[], partner: string): PartnerRank {
  return required(
    ranks.find((rank) => rank.partner === partner),
    `partnerRank: no partner "${partner}" in the list`,
    `It has ${ranks.map((rank) => rank.partner).join(", ") || "nobody"}.`,
  );
}

/** The place of a partner in one year of a list. */
export interface PartnerPlace {
  readonly economy: string;
  readonly partner: string;
  readonly year: number;
  /** From 1. */
  readonly place: number;
}

/**
 * The places of all partners that are among the first so many in at least one of the years; in a year without joint
 * papers a partner has no place. Years that the list lacks are left out.
 */
export function partnerPlaces(
  list: PartnerList,
  { years, first = 10 }: { readonly years: readonly number[]; readonly first?: number },
): readonly PartnerPlace[] {
  const { economy, edition, counts } = list;
  const places = years
    .filter((year) => list.years.includes(year))
    .flatMap((year) =>
      partnerRanks(counts, { edition, year }).map(({ partner, place }) => ({
        economy,
        partner,
        year,
        place,
      })),
    );
  const named = new Set(places.filter(({ place }) => place <= first).map(({ partner }) => partner));
  return places.filter(({ partner }) => named.has(partner));
}
