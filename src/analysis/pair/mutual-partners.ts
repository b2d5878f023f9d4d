import type { BoundedMeasure, Interval } from "../../model/measure.js";
import { ratio } from "../indicators/counting.js";
import { MissingDataError } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import type { PairContext } from "./context.js";
import { editionOf, observation, type Observation, type ObservationOptions } from "./editions.js";
import { partnerGap, type PartnerGap } from "./partner-gap.js";
import {
  type CountedPair,
  order,
  type PartnerCount,
  partnerCounts,
  type PartnerList,
  partnerLists,
} from "./partner-lists.js";
import { partnerRank, partnerRanks } from "./partner-ranks.js";

/** Tables that list partners, the most complete first: a year of an edition is read from the first that has it. */
export interface PartnerTables {
  readonly editions: readonly EditionsRow[];
  readonly lists: readonly (readonly CountedPair[])[];
}

export interface MutualRanksOptions extends ObservationOptions {
  /** Codes that may count as partners or as parts of one of the two: ranks are given both ways. Default: HK, MO. */
  readonly apart?: readonly string[];
}

/** The place of one of two economies among the other's partners. */
export interface MutualRank extends Observation {
  /** Whose partners. */
  readonly economy: string;
  readonly partner: string;
  readonly source: string;
  readonly edition: string;
  readonly year: number;
  /** `partners`: the codes apart stand in the list; `left out`: they do not; `not listed`: the source has none of them. */
  readonly apart: "partners" | "left out" | "not listed";
  readonly place: number;
  readonly rank: Interval;
  /** How many partners the list has. */
  readonly of: number;
  readonly count: Interval;
  /** The greatest partner besides this one; null in a list of one. */
  readonly next: { readonly partner: string; readonly count: Interval } | null;
}

/**
 * The places of two economies in each other's lists of partners, in every year of every edition that lists both, sorted
 * by economy (x first), edition, year. Throws where no list has the pair, from either side.
 */
export function mutualRanks(
  x: string,
  y: string,
  { editions, lists }: PartnerTables,
  { apart = ["HK", "MO"], ...options }: MutualRanksOptions = {},
): readonly MutualRank[] {
  const sides = [
    [x, y],
    [y, x],
  ] as const;
  return sides.flatMap(([economy, partner]) => {
    const ranks = yearsOf(economy, partner, lists).flatMap(({ edition, year, counts }) => {
      const listed = counts.some((count) => apart.includes(count.partner) && count.partner !== partner);
      const about = editionOf(edition, editions);
      const seen = observation(year, about, options);
      const rules = listed ? (["partners", "left out"] as const) : (["not listed"] as const);
      return rules.map((rule): MutualRank => {
        const leftOut = rule === "left out" ? apart.filter((code) => code !== partner) : [];
        const ranks = partnerRanks(counts, { edition, year, leftOut });
        const { place, rank, of, count } = partnerRank(ranks, partner);
        const next = ranks.find((other) => other.partner !== partner);
        return {
          ...{ economy, partner, source: about.source, edition, year, ...seen },
          ...{ apart: rule, place, rank, of, count },
          next: next === undefined ? null : { partner: next.partner, count: next.count },
        };
      });
    });
    if (ranks.length === 0)
      throw new MissingDataError(`mutualRanks: no table lists ${partner} among the partners of ${economy}`);
    return ranks;
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
    const counts = rows.some((row) => isListed(row, economy)) ? partnerCounts(economy, rows) : [];
    for (const { edition, year } of counts.filter((count) => count.partner === partner)) {
      const key = JSON.stringify([edition, year]);
      const own = () => counts.filter((count) => count.edition === edition && count.year === year);
      if (!found.has(key)) found.set(key, { edition, year, counts: own() });
    }
  }
  return [...found.values()].sort((a, b) => order(a.edition, b.edition) || a.year - b.year);
}

function isListed(row: CountedPair, economy: string): boolean {
  return "reporter" in row ? row.reporter === economy : row.a === economy || row.b === economy;
}

/** The place of one of two economies among the other's partners, in one year of one edition. */
export interface MutualPlace extends Omit<MutualRank, "apart"> {
  /** The rank among the partners without the codes that may be counted apart; null where the source lists none of them. */
  readonly rankWithout: Interval | null;
  /** Joint papers over those with the greatest other partner; null in a list of one, or where that has none. */
  readonly times: BoundedMeasure | null;
}

/** One row a year and edition for each of the two, from the ranks with and without the codes apart. */
export function mutualPlaces(ranks: readonly MutualRank[]): readonly MutualPlace[] {
  const keyOf = ({ economy, edition, year }: MutualRank) => JSON.stringify([economy, edition, year]);
  const without = new Map(
    ranks.filter(({ apart }) => apart === "left out").map((one) => [keyOf(one), one.rank]),
  );
  return ranks
    .filter(({ apart }) => apart !== "left out")
    .map((one) => ({
      ...one,
      rankWithout: without.get(keyOf(one)) ?? null,
      times: one.next === null || one.next.count.lower === 0 ? null : ratio(one.count, one.next.count),
    }));
}

/** Whether each place of the year is the first one, with and without the codes apart; false in a year without a place. */
export function areFirst(places: readonly MutualPlace[], year: number): boolean {
  const own = places.filter((place) => place.year === year);
  return (
    own.length > 0 &&
    own.every(({ rank, rankWithout }) => rank.upper === 1 && (rankWithout?.upper ?? 1) === 1)
  );
}

/**
 * The year since which the partner has been first without a break, over the complete years of the places of one economy
 * in one edition; null where it is not first in the last of them, or there is none.
 */
export function firstSince(places: readonly MutualPlace[]): number | null {
  const complete = places.filter(({ status }) => status === "complete").sort((a, b) => a.year - b.year);
  const broken = complete.map(({ rank }) => rank.upper > 1).lastIndexOf(true);
  return complete[broken + 1]?.year ?? null;
}

/** The years that every source among the places has, sorted; `complete` where it is so in each of them. */
export function sharedYears(
  places: readonly MutualPlace[],
): readonly { readonly year: number; readonly status: "complete" | "incomplete" }[] {
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

/** The partners of one of two economies, by the source with the longest list. */
export interface PartnersOfOne {
  readonly list: PartnerList;
  /** The place of the other of the two, year by year. */
  readonly places: readonly MutualPlace[];
  /** Since when the other has been first without a break; null where it is not first in the last complete year. */
  readonly firstSince: number | null;
  readonly gap: PartnerGap;
  /** Joint papers with the other over those with the greatest other partner; null in a year without either. */
  lead(year: number): number | null;
}

export interface PartnersOfBoth {
  /** Of both economies, of every source. */
  readonly lists: readonly PartnerList[];
  /** The places of the two in each other's lists, in every year of these editions. */
  readonly places: readonly MutualPlace[];
  readonly one: PartnersOfOne;
  readonly two: PartnersOfOne;
  /** Years that every source has, complete or not; sorted. */
  readonly sharedYears: readonly number[];
  /** The last of them that is complete in every source; without one the last complete year of the longest list. */
  readonly year: number;
  /** The last of them: an early count where it is later. */
  readonly later: number;
  /** Whether the other of the two is first in the list of an economy in a year; null where the source has no such list. */
  isFirst(source: string, economy: string, year: number): boolean | null;
}

/** `apart`: codes that a source may count apart from one of the two; ranks are given with and without them. */
export function partnersOfBoth(
  about: Pick<PairContext, "one" | "two" | "options" | "rows">,
  { apart }: { readonly apart: readonly string[] },
): PartnersOfBoth {
  const [x, y] = [about.one.code, about.two.code];
  const [editions, partners] = [about.rows("editions"), about.rows("partners")];
  const printed = about.rows("nsf-pairs");
  const lists = partnerLists(x, y, { editions, partners, "nsf-pairs": printed }, about.options);
  const tables = { editions, lists: [partners, printed, about.rows("copublications")] };
  const places = mutualPlaces(mutualRanks(x, y, tables, { ...about.options, apart })).filter(({ edition }) =>
    lists.some((list) => list.edition === edition),
  );
  const [one, two] = lists.slice(0, 2).map((list) => partnersOf(list, places)) as [
    PartnersOfOne,
    PartnersOfOne,
  ];
  const shared = sharedYears(places);
  const year = shared.findLast(({ status }) => status === "complete")?.year ?? two.gap.to;
  const isFirst = (source: string, economy: string, of: number): boolean | null => {
    const own = places.filter((each) => each.source === source && each.economy === economy);
    return own.some((each) => each.year === of) ? areFirst(own, of) : null;
  };
  return {
    ...{ lists, places, one, two, year, isFirst, sharedYears: shared.map((each) => each.year) },
    later: shared.at(-1)?.year ?? year,
  };
}

function partnersOf(list: PartnerList, all: readonly MutualPlace[]): PartnersOfOne {
  const places = all.filter((one) => one.economy === list.economy && one.edition === list.edition);
  return {
    list,
    places,
    firstSince: firstSince(places),
    gap: partnerGap(list),
    lead: (year) => places.find((place) => place.year === year)?.times?.value ?? null,
  };
}
