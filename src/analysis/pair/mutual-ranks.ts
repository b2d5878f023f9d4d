import { MissingDataError } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import type { Interval } from "../../model/measure.js";
import { editionOf, observation, type Observation, type ObservationOptions } from "./observation.js";
import { type CountedPair, order, partnerCounts, type PartnerCount } from "./partner-counts.js";
import { partnerRank, partnerRanks } from "./partners.js";

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
