import type { Interval } from "../../model/measure.js";
import { AnalysisError } from "../indicators/errors.js";
import { midpoint } from "../indicators/interval.js";
import {
  countsOfYear,
  order,
  type PartnerChoice,
  type PartnerCount,
  type PartnerList,
} from "./partner-lists.js";

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
  const [byLower, byUpper] = [placed(list, "lower"), placed(list, "upper")];
  return list
    .map((one) => {
      // Surely before it: whoever's least is more than its most. Perhaps: whoever's most is more than its least.
      const surely = howManyBefore(byLower, one.partner, one.upper);
      const perhaps = howManyBefore(byUpper, one.partner, one.lower) - (one.upper > one.lower ? 1 : 0);
      return { one, rank: { lower: 1 + surely, upper: 1 + perhaps } };
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

interface Placed {
  readonly partner: string;
  readonly value: number;
}

/** One end of every count, in the order of the list: greatest first, equal ones by code. */
function placed(list: readonly PartnerCount[], end: "lower" | "upper"): readonly Placed[] {
  return list.map((count) => ({ partner: count.partner, value: count[end] })).sort(inOrder);
}

function inOrder(a: Placed, b: Placed): number {
  return b.value - a.value || order(a.partner, b.partner);
}

/** How many of the sorted ends stand before a partner that had this value. */
function howManyBefore(sorted: readonly Placed[], partner: string, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = sorted[middle];
    if (one !== undefined && inOrder(one, { partner, value }) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One partner's line of `partnerRanks`; a partner that the list does not have throws. */
export function partnerRank(ranks: readonly PartnerRank[], partner: string): PartnerRank {
  const found = ranks.find((rank) => rank.partner === partner);
  if (found !== undefined) return found;
  throw new AnalysisError(`partnerRank: no partner "${partner}" in the list`, {
    hint: `It has ${ranks.map((rank) => rank.partner).join(", ") || "nobody"}.`,
  });
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
