/** The rank of two economies in each other's lists of partners. */
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import { ratio } from "../indicators/counting.js";
import { MissingDataError, required } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import type { YearStatus } from "../verdict/index.js";
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
        ...{ economy, partner, source: about.source, edition, year, ...observation(year, about, options) },
        ...{ place, rank, of },
        without: isListed ? partnerRank(partnerRanks(counts, { edition, year, leftOut }), partner) : null,
        times: next === undefined || next.count.lower === 0 ? null : ratio(count, next.count),
      };
    });
    if (places.length === 0)
      throw new MissingDataError(`mutualPlaces: no table lists ${partner} among the partners of ${economy}`);
    return places;
  });
}

interface ListedYear {
  readonly edition: string;
  readonly year: number;
  readonly counts: readonly PartnerCount[];
}

/** The years in which a list has the partner, each from the first table that has it. */
function yearsOf(
  economy: string,
  partner: string,
  lists: readonly (readonly CountedPair[])[],
): readonly ListedYear[] {
  const found = new Map<string, ListedYear>();
  for (const rows of lists) {
    const isListed = rows.some((row) => partnerIn(row, economy) !== undefined);
    const counts = isListed ? partnerCounts(economy, rows) : [];
    for (const { edition, year } of counts.filter((count) => count.partner === partner)) {
      const key = JSON.stringify([edition, year]);
      const own = () => counts.filter((count) => count.edition === edition && count.year === year);
      if (!found.has(key)) found.set(key, { edition, year, counts: own() });
    }
  }
  return [...found.values()].sort((a, b) => order(a.edition, b.edition) || a.year - b.year);
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

/** The years that every source has, sorted; `complete` if complete in each of them. */
function sharedYears(
  places: readonly MutualPlace[],
): readonly { readonly year: number; readonly status: YearStatus }[] {
  const sources = new Set(places.map(({ source }) => source));
  return [...new Set(places.map(({ year }) => year))]
    .sort((a, b) => a - b)
    .map((year) => ({ year, own: places.filter((place) => place.year === year) }))
    .filter(({ own }) => new Set(own.map(({ source }) => source)).size === sources.size)
    .map(({ year, own }) => ({
      year,
      status: own.every(({ status }) => status === "complete") ? "complete" : "incomplete",
    }));
}

/** The partners of one of two economies, from the source with the longest list. */
interface PartnersOfOne {
  readonly list: PartnerList;
  /** Since when the other has been first without interruption; null if it is not first in the last complete year. */
  readonly firstSince: number | null;
  /** Joint papers with the other over those with the largest other partner; throws if the year lacks either. */
  lead(year: number): number;
}

interface PartnersOfBoth {
  /** For both economies and all sources. */
  readonly lists: readonly PartnerList[];
  readonly one: PartnersOfOne;
  readonly two: PartnersOfOne;
  /** The last year that is complete in every source; without one, the last complete year of the longest list. */
  readonly year: number;
  /** The last year that every source has, including a later early count. */
  readonly later: number;
  /** Whether the other of the two is first in an economy's list in a year; null if the source has no such list. */
  isFirst(source: string, economy: string, year: number): boolean | null;
}

type Facts = Pick<PairContext, "one" | "two" | "options" | "rows">;

/** `apart`: codes that a source may count separately from one of the two; ranks are given with and without them. */
export function partnersOfBoth(
  about: Facts,
  { apart }: { readonly apart: readonly string[] },
): PartnersOfBoth {
  const [x, y] = [about.one.code, about.two.code];
  const lists = listsOfBoth(about);
  const places = placesOfBoth(about, { apart }).filter(({ edition }) =>
    lists.some((list) => list.edition === edition),
  );
  const [one, two] = [partnersOf(x, lists, places), partnersOf(y, lists, places)];
  const shared = sharedYears(places);
  const year =
    shared.findLast(({ status }) => status === "complete")?.year ?? two.list.completeYears.at(-1) ?? NaN;
  return {
    ...{ lists, one, two, year },
    later: shared.at(-1)?.year ?? year,
    isFirst: (source, economy, of) => {
      const own = places.filter(
        (each) => each.source === source && each.economy === economy && each.year === of,
      );
      return own.length === 0 ? null : own.every(isFirstPlace);
    },
  };
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

function partnersOf(
  economy: string,
  lists: readonly PartnerList[],
  all: readonly MutualPlace[],
): PartnersOfOne {
  const list = required(
    lists.find((one) => one.economy === economy),
    `partnersOfBoth: no source lists partners of ${economy}`,
  );
  const places = all.filter((one) => one.economy === economy && one.edition === list.edition);
  return {
    list,
    firstSince: firstSince(places),
    lead: (year) =>
      required(
        places.find((place) => place.year === year)?.times?.value,
        `lead: ${list.edition} lists no two partners of ${economy} in ${year}`,
      ),
  };
}
