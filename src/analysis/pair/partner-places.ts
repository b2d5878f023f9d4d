import type { Interval } from "../../model/measure.js";
import type { PartnerList } from "./partner-lists.js";
import { partnerRanks } from "./partners.js";

/** The place of a partner in one year of a list. */
export interface PartnerPlace {
  readonly economy: string;
  readonly partner: string;
  readonly year: number;
  /** From 1. */
  readonly place: number;
  readonly count: Interval;
  /** Of all links of the year: a fraction. */
  readonly share: Interval;
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
      partnerRanks(counts, { edition, year }).map(({ partner, place, count, share }) => ({
        ...{ economy, partner, year, place, count, share },
      })),
    );
  const named = new Set(places.filter(({ place }) => place <= first).map(({ partner }) => partner));
  return places.filter(({ partner }) => named.has(partner));
}
