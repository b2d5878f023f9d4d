/** The rank of two economies in each other's lists of partners. */
import { type BoundedMeasure, type Interval, recordWhenRead, unrecorded } from "briefing/analysis";
import { ratio } from "../indicators/counting.js";
import { MissingDataError, required } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import { once } from "./computed-once.js";
import type { PairContext } from "./context.js";
import { editionOf, observation, type Observation, type ObservationOptions } from "./editions.js";
import type { CountedPair } from "./joint-counts.js";
import {
  order,
  type PartnerCount,
  partnerCounts,
  partnerIn,
  type PartnerList,
  partnerLists,
  partnerRank,
  partnerRanks,
} from "./partner-lists.js";

/** Tables that list partners, most complete first: a year of an edition is read from the first table that has it. */
interface PartnerTables {
  readonly editions: readonly EditionsRow[];
  readonly lists: readonly (readonly CountedPair[])[];
}

interface Place {
  readonly place: number;
  /** Ranks within the bounds of the counts. */
  readonly rank: Interval;
}

/** The rank of one of two economies among the other's partners, in one year of one edition. */
export interface MutualPlace extends Observation, Place {
  /** Whose partners. */
  readonly economy: string;
  readonly partner: string;
  readonly source: string;
  readonly edition: string;
  readonly year: number;
  /** The same without the codes that may be counted separately; null if the source lists none of them. */
  readonly without: Place | null;
  /** Number of partners in the list. */
  readonly of: number;
  /** Joint papers over those with the largest other partner; null if that partner is missing or has none. */
  readonly times: BoundedMeasure | null;
}

/**
 * The ranks of two economies in each other's lists of partners, in every year of every edition that lists both, sorted
 * by economy (x first), edition, year. `apart`: codes that may count as partners or as parts of one of the two; ranks
 * are given both ways. Throws if no list on either side has the pair.
 */
export function mutualPlaces(
  x: string,
  y: string,
  { editions, lists }: PartnerTables,
  { apart = ["HK", "MO"], ...options }: ObservationOptions & { readonly apart?: readonly string[] } = {},
): readonly MutualPlace[] {
  const sides = [
    [x, y],
    [y, x],
  ] as const;
  return sides.flatMap(([economy, partner]) => {
    const leftOut = apart.filter((code) => code !== partner);
    const places = yearsOf(economy, partner, lists).map(({ edition, year, counts }): MutualPlace => {
      const about = editionOf(edition, editions);
      const ranks = partnerRanks(counts, { edition, year });
      const { place, rank, of, count } = partnerRank(ranks, partner);
      const next = ranks.find((other) => other.partner !== partner);
      const isListed = counts.some((one) => leftOut.includes(one.partner));
      return {
        economy,
        partner,
        source: about.source,
        edition,
        year,
        ...observation(year, about, options),
        place,
        rank,
        of,
        without: isListed ? partnerRank(partnerRanks(counts, { edition, year, leftOut }), partner) : null,
        times: next === undefined || next.count.lower === 0 ? null : ratio(count, next.count),
      };
    });
    if (places.length === 0)
      throw new MissingDataError(`mutualPlaces: no table lists ${partner} among the partners of ${economy}`);
    return places;
  });
}

type ListedYear = Pick<PartnerList, "edition" | "counts"> & { readonly year: number };

/** The years in which a list has the partner, each from the first table that has it. */
function yearsOf(economy: string, partner: string, lists: readonly (readonly CountedPair[])[]) {
  const found = new Map<string, ListedYear>();
  for (const rows of lists) {
    const isListed = rows.some((row) => partnerIn(row, economy) !== undefined);
    const all = isListed ? partnerCounts(economy, rows) : [];
    for (const [key, list] of listsByYear(all)) {
      const hasPartner = list.counts.some((count) => count.partner === partner);
      if (hasPartner && !found.has(key)) found.set(key, list);
    }
  }
  return [...found.values()].sort((a, b) => order(a.edition, b.edition) || a.year - b.year);
}

/** One list for each year of each edition. */
function listsByYear(all: readonly PartnerCount[]): ReadonlyMap<string, ListedYear> {
  const years = new Map<string, ListedYear & { readonly counts: PartnerCount[] }>();
  for (const count of all) {
    const { edition, year } = count;
    const key = `${edition}\u001f${year}`;
    const list = years.get(key);
    if (list === undefined) years.set(key, { edition, year, counts: [count] });
    else list.counts.push(count);
  }
  return years;
}

/** Whether a rank is certainly first, with and without the separately counted codes. */
export function isFirstPlace({ rank, without }: Pick<MutualPlace, "rank" | "without">): boolean {
  return rank.upper === 1 && (without?.rank.upper ?? 1) === 1;
}

/**
 * The year since which the partner has been first without interruption, over the complete years of one economy in one
 * edition; null if it is not first in the last of them, or no year is complete.
 */
export function firstSince(places: readonly MutualPlace[]): number | null {
  const complete = places.filter(({ status }) => status === "complete").sort((a, b) => a.year - b.year);
  const broken = complete.map(({ rank }) => rank.upper > 1).lastIndexOf(true);
  return complete[broken + 1]?.year ?? null;
}

type Facts = Pick<PairContext, "one" | "two" | "options" | "rows">;

/**
 * The partners of both economies in the newest edition of every source, and the rank of each among the other's.
 * `apart`: codes that a source may count separately from one of the two; ranks are given with and without them. Ranks
 * are computed when they are first read, and reading them throws if no list has the pair.
 */
export function partnersOfBoth(about: Facts, choice: { readonly apart: readonly string[] }) {
  const found = unrecorded(() => comparePartners(about, choice));
  const { one, two, lists } = found;
  const editions = [...new Set(lists.map(({ edition }) => edition))];
  // What is said of one economy comes from its own list, everything else from all lists.
  recordWhenRead(found, ["one"], () => {
    requestLists(about, [one.list.edition], [about.one.code]);
  });
  recordWhenRead(found, ["two"], () => {
    requestLists(about, [two.list.edition], [about.two.code]);
  });
  recordWhenRead(found, ["lists", "year", "isFirst"], () => {
    requestLists(about, editions, [about.one.code, about.two.code]);
  });
  return found;
}

/** Requests the rows that list partners of these economies, from the tables that have any. */
function requestLists({ rows }: Facts, edition: readonly string[], of: readonly string[]): void {
  const requests: readonly (() => readonly unknown[])[] = [
    () => rows("partners", { edition, reporter: of }),
    () => rows("nsf-pairs", { edition, a: of }),
    () => rows("nsf-pairs", { edition, b: of }),
    () => rows("copublications", { edition, reporter: of }),
  ];
  for (const request of requests) if (unrecorded(request).length > 0) request();
}

function comparePartners(about: Facts, { apart }: { readonly apart: readonly string[] }) {
  /** For both economies and all sources. */
  const lists = listsOfBoth(about);
  // Computed when they are first read: most callers need only the lists, which are found much faster.
  const ranks = once(() => unrecorded(() => ranksOfBoth(about, lists, apart)));
  return {
    lists,
    one: partnersOf(about.one.code, lists, ranks),
    two: partnersOf(about.two.code, lists, ranks),
    /** The last year that is complete in every source; without one, the last complete year of the longest list. */
    get year() {
      return ranks().year;
    },
    /** Whether the other of the two is first in an economy's list in a year; null if the source has no such list. */
    isFirst: (source: string, economy: string, of: number): boolean | null => {
      const own = ranks()
        .places.filter(({ year }) => year === of)
        .filter((each) => each.source === source && each.economy === economy);
      return own.length === 0 ? null : own.every(isFirstPlace);
    },
  };
}

interface Ranks {
  readonly places: readonly MutualPlace[];
  readonly year: number;
}

/** The ranks of both economies in the editions of these lists, and the year to quote. */
function ranksOfBoth(about: Facts, lists: readonly PartnerList[], apart: readonly string[]): Ranks {
  const places = placesOfBoth(about, { apart }).filter(({ edition }) =>
    lists.some((list) => list.edition === edition),
  );
  const sources = [...new Set(places.map(({ source }) => source))];
  const inYear = (year: number) => places.filter((place) => place.year === year);
  /** Those that every source has. */
  const years = [...new Set(places.map(({ year }) => year))]
    .sort((a, b) => a - b)
    .filter((year) => sources.every((source) => inYear(year).some((place) => place.source === source)));
  const complete = years.findLast((year) => inYear(year).every(({ status }) => status === "complete"));
  const year = complete ?? longestListOf(about.two.code, lists).completeYears.at(-1) ?? NaN;
  return { places, year };
}

/** The ranks of the two in each other's lists, from all tables that list partners. */
export function placesOfBoth(
  { one, two, options, rows }: Facts,
  { apart }: { readonly apart?: readonly string[] } = {},
): readonly MutualPlace[] {
  const both = [one.code, two.code];
  const tables = {
    editions: rows("editions"),
    lists: [
      rows("partners", { reporter: both }),
      rows("nsf-pairs"),
      rows("copublications", { reporter: both }),
    ],
  };
  return mutualPlaces(one.code, two.code, tables, { ...options, ...(apart !== undefined && { apart }) });
}

/** The lists of partners of both, in the newest edition of every source. */
export function listsOfBoth({ one, two, options, rows }: Facts): readonly PartnerList[] {
  const partners = rows("partners", { reporter: [one.code, two.code] });
  const tables = { editions: rows("editions"), partners, "nsf-pairs": rows("nsf-pairs") };
  return partnerLists(one.code, two.code, tables, options);
}

/** The partners of one of two economies, from the source with the longest list. */
function partnersOf(economy: string, lists: readonly PartnerList[], ranks: () => Ranks) {
  const list = longestListOf(economy, lists);
  const places = () =>
    ranks().places.filter((one) => one.economy === economy && one.edition === list.edition);
  return {
    list,
    /** Since when the other has been first without interruption; null if it is not first in the last complete year. */
    get firstSince() {
      return firstSince(places());
    },
    /** Joint papers with the other over those with the largest other partner; throws if the year lacks either. */
    lead: (year: number): number =>
      required(
        places().find((place) => place.year === year)?.times?.value,
        `lead: ${list.edition} lists no two partners of ${economy} in ${year}`,
      ),
  };
}

/** `listsOfBoth` returns the list with more partners, OpenAlex's, before NSF's. */
function longestListOf(economy: string, lists: readonly PartnerList[]): PartnerList {
  return required(
    lists.find((one) => one.economy === economy),
    `partnersOfBoth: no source lists partners of ${economy}`,
  );
}
