import { AnalysisError, type Interval, midpoint, toAmount } from "briefing/analysis";
import { MissingDataError, required } from "../indicators/errors.js";
import type { EditionsRow } from "../rows.js";
import { samePair } from "../verdict/index.js";
import { newestOf, observation, type ObservationOptions } from "./editions.js";
import { codesOf, type CountedPair, countIn, type TableRows } from "./joint-counts.js";

/** Joint papers with one partner, one year, one edition; `lower === upper` for an exact count. */
export interface PartnerCount extends Interval {
  readonly partner: string;
  readonly year: number;
  readonly edition: string;
}

/** Which counts to compare: one edition, and the partners to exclude from all lists. */
export interface PartnerChoice {
  readonly edition: string;
  /** Codes that do not count as partners: `["HK", "MO"]` if they belong to the economy itself. */
  readonly leftOut?: readonly string[];
}

/**
 * The partners of an economy, in all years and editions of one table, in the order edition, year, code. In a table
 * listed from one side (`reporter`), only the reporter's rows count, because the partner's own list would be a
 * fragment. Throws if a partner has two different counts in one year of one edition, if a count is negative or missing,
 * or if the table lacks the economy.
 */
export function partnerCounts(economy: string, rows: readonly CountedPair[]): readonly PartnerCount[] {
  const counts = rows.flatMap((row): PartnerCount | readonly [] => {
    const partner = partnerIn(row, economy);
    if (partner === undefined) return [];
    if (partner === economy) throw new AnalysisError(`partnerCounts: "${economy}" is paired with itself`);
    const { edition, year } = row;
    const what = `partnerCounts: the count of ${economy}–${partner}, ${year}, ${edition}`;
    const { lower, upper } = toAmount(countIn(row), what);
    return { partner, year, edition, lower, upper };
  });
  if (counts.length === 0) {
    const economies = new Set(rows.flatMap((row) => ("reporter" in row ? row.reporter : codesOf(row))));
    throw new MissingDataError(`partnerCounts: there are no partners of "${economy}" in these rows`, {
      hint: `They list partners of ${[...economies].sort().join(", ") || "nobody"}.`,
    });
  }
  counts.sort((a, b) => order(a.edition, b.edition) || a.year - b.year || order(a.partner, b.partner));
  // After sorting, two counts of the same partner, year and edition follow each other; the second is dropped.
  return counts.filter((count, index) => {
    const before = counts[index - 1];
    if (before === undefined || !haveSameKey(before, count)) return true;
    const { partner, year, edition, lower, upper } = count;
    if (before.lower !== lower || before.upper !== upper)
      throw new AnalysisError(
        `partnerCounts: ${economy}–${partner}, ${year}, ${edition} has two counts, ${before.lower} and ${lower}`,
        { hint: "Pass the rows of one table at a time." },
      );
    return false;
  });
}

function haveSameKey(one: PartnerCount, other: PartnerCount): boolean {
  return one.partner === other.partner && one.year === other.year && one.edition === other.edition;
}

/** The counts of one year; throws an error listing the available years or editions if one is missing. */
export function countsOfYear(
  counts: readonly PartnerCount[],
  { edition, leftOut = [] }: PartnerChoice,
  year: number,
  what: string,
): readonly PartnerCount[] {
  const found = counts.filter(
    (count) => count.year === year && count.edition === edition && !leftOut.includes(count.partner),
  );
  if (found.length > 0) return found;
  const own = counts.filter((count) => count.edition === edition);
  const years = [...new Set(own.map((count) => count.year))];
  throw new MissingDataError(`${what}: no partners in ${year} in the edition "${edition}"`, {
    hint:
      years.length > 0
        ? `It has ${years.join(", ")}.`
        : `Available editions: ${[...new Set(counts.map((count) => count.edition))].join(", ")}.`,
  });
}

/** By code units, so that the order is the same everywhere. */
export function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Undefined if the row does not list partners of the economy. */
export function partnerIn(row: CountedPair, economy: string): string | undefined {
  if ("reporter" in row) return row.reporter === economy ? row.partner : undefined;
  if (row.a === economy) return row.b;
  return row.b === economy ? row.a : undefined;
}

/** All partners of one of two economies in the newest edition of a source. */
export interface PartnerList {
  /** Whose partners. */
  readonly economy: string;
  /** The other of the two. */
  readonly partner: string;
  readonly source: string;
  readonly edition: string;
  readonly counts: readonly PartnerCount[];
  /** Years in which the list has the other economy; sorted. */
  readonly years: readonly number[];
  /** Those counted late enough to be complete. */
  readonly completeYears: readonly number[];
}

/**
 * The lists of partners of x and of y: OpenAlex before NSF, x before y. Sources that never list the two as each other's
 * partners are omitted; throws if none remains.
 */
export function partnerLists(
  x: string,
  y: string,
  tables: TableRows<"editions" | "partners" | "nsf-pairs">,
  options: ObservationOptions = {},
): readonly PartnerList[] {
  const lists = [tables.partners, tables["nsf-pairs"]].flatMap((rows: readonly CountedPair[]) => {
    const edition = newestOf(
      rows.filter((row) => samePair(codesOf(row), [x, y])),
      tables.editions,
    );
    if (edition === undefined) return [];
    const own = rows.filter((row) => row.edition === edition.edition);
    return [listOf(x, y, own, edition, options), listOf(y, x, own, edition, options)];
  });
  if (lists.length === 0)
    throw new MissingDataError(
      `partnerLists: neither data/partners.csv nor data/nsf-pairs.csv lists ${x} and ${y} as partners`,
    );
  return lists;
}

function listOf(
  economy: string,
  partner: string,
  rows: readonly CountedPair[],
  edition: EditionsRow,
  options: ObservationOptions,
): PartnerList {
  const counts = partnerCounts(economy, rows);
  const years = [...new Set(counts.filter((count) => count.partner === partner).map(({ year }) => year))];
  const isComplete = (year: number) => observation(year, edition, options).status === "complete";
  return {
    economy,
    partner,
    source: edition.source,
    edition: edition.edition,
    counts,
    years,
    completeYears: years.filter(isComplete),
  };
}

type PartnerRank = Readonly<ReturnType<typeof partnerRanks>[number]>;

/**
 * The partners of an economy in a year, largest count first, ties by code. `rank` is an interval if the bounds of two
 * counts overlap. Partners without joint papers come last. Throws if all counts of the year are zero.
 */
export function partnerRanks(
  counts: readonly PartnerCount[],
  choice: PartnerChoice & { readonly year: number },
) {
  const { year } = choice;
  const list = countsOfYear(counts, choice, year, "partnerRanks");
  if (!list.some(({ lower }) => lower > 0))
    throw new AnalysisError(
      `partnerRanks: no partner in ${year}, ${choice.edition}, is sure to have joint papers`,
    );
  const ranked = list.toSorted((a, b) => midpoint(b) - midpoint(a) || order(a.partner, b.partner));
  const byLower = placesBy("lower", ranked);
  const byUpper = placesBy("upper", ranked);
  return ranked.map(({ partner, lower, upper }, index) => {
    // Certainly ahead: its least count exceeds the other's most. Possibly ahead: its most exceeds the other's least.
    const possibly = byUpper(lower, partner) - (upper > lower ? 1 : 0);
    return {
      partner,
      /** Joint papers. */
      count: { lower, upper },
      /** From 1. */
      place: index + 1,
      /** The ranks within the bounds of the counts; both equal `place` if no bounds overlap. */
      rank: { lower: 1 + byLower(upper, partner), upper: 1 + possibly },
      /** Number of partners in the list. */
      of: list.length,
    };
  });
}

/** How many counts of the list exceed a number by this bound, or equal it and have an earlier code. */
function placesBy(bound: "lower" | "upper", list: readonly PartnerCount[]) {
  const sorted = [...list].sort((a, b) => b[bound] - a[bound] || order(a.partner, b.partner));
  return (count: number, partner: string): number => {
    let from = 0;
    let to = sorted.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      const other = sorted[middle];
      if (other !== undefined && (count - other[bound] || order(other.partner, partner)) < 0)
        from = middle + 1;
      else to = middle;
    }
    return from;
  };
}

/** One partner's row of `partnerRanks`; throws if the list lacks the partner. */
export function partnerRank(ranks: readonly PartnerRank[], partner: string): PartnerRank {
  return required(
    ranks.find((rank) => rank.partner === partner),
    `partnerRank: no partner "${partner}" in the list`,
    `It has ${ranks.map((rank) => rank.partner).join(", ") || "nobody"}.`,
  );
}

/**
 * The ranks of all partners that are among the `first` partners in at least one of the years; a partner without joint
 * papers in a year has no rank in it. Years that the list lacks are omitted.
 */
export function partnerPlaces(
  list: PartnerList,
  { years, first = 10 }: { readonly years: readonly number[]; readonly first?: number },
) {
  const { economy, edition, counts } = list;
  const places = years
    .filter((year) => list.years.includes(year))
    .flatMap((year) => {
      const ranks = partnerRanks(counts, { edition, year });
      return ranks.map(({ partner, place }) => ({ economy, partner, year, place }));
    });
  const named = new Set(places.filter(({ place }) => place <= first).map(({ partner }) => partner));
  return places.filter(({ partner }) => named.has(partner));
}
