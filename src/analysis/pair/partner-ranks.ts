import type { Interval } from "../../model/measure.js";
import { AnalysisError, required } from "../indicators/errors.js";
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
