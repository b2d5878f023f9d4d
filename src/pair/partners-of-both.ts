import type { PairContext } from "./context.js";
import { firstSince, type MutualPlace, mutualPlaces } from "./mutual-places.js";
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
  return { lists, places, one, two };
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
