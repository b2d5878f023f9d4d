import { ratio } from "../indicators/counting.js";
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import type { MutualRank } from "./mutual-ranks.js";

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
