import type { PairContext } from "./context.js";
import { areFirst, firstSince, type MutualPlace, mutualPlaces, sharedYears } from "./mutual-places.js";
import { mutualRanks } from "./mutual-ranks.js";
import { partnerGap, type PartnerGap } from "./partner-gap.js";
import { type PartnerList, partnerLists } from "./partner-lists.js";

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
