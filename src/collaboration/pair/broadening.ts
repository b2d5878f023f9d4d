/**
 * How widely an economy's links spread in several years of one edition, over all partners of each year: new partners are
 * part of a wider circle. Every measure is also computed without the other economy of the pair, whose rise or fall alone
 * moves all other shares.
 */
import { measure, type Measure } from "briefing/analysis";
import { effectiveNumber } from "../indicators/diversity.js";
import { MissingDataError, required } from "../indicators/errors.js";
import type { YearSpan } from "../verdict/rule.js";
import { countsOfYear, type PartnerCount, type PartnerList } from "./partner-lists.js";

/**
 * The breadth of an economy's partners in several years of an edition, with and without one partner: the effective number
 * of partners, 1/Σp² (Hill's number of order 2); `n`: partners in the list. Null (`insufficient_data`) without the partner
 * if no other has joint papers. Throws for counts known only between bounds: use years with exact counts. Also throws if a
 * year lacks the partner, so that a misspelt code does not pass for a list without the pair.
 */
export function partnerBreadth(
  counts: readonly PartnerCount[],
  { edition, partner, years }: Pick<PartnerList, "edition" | "partner" | "years">,
) {
  const lists = years.map(
    (year) => [year, countsOfYear(counts, { edition }, year, "partnerBreadth")] as const,
  );
  for (const [year, list] of lists)
    if (!list.some((count) => count.partner === partner))
      throw new MissingDataError(
        `partnerBreadth: "${partner}" is not among the partners in ${year}, ${edition}`,
        { hint: "A partner without joint papers in a year may have no row: compare years that have it." },
      );
  return lists.map(([year, list]) => {
    const amounts = new Map(list.map((count) => [count.partner, exact(count)]));
    const others = new Map([...amounts].filter(([code]) => code !== partner));
    return { year, with: breadthOf(amounts), without: breadthOf(others) };
  });
}

function exact({ partner, year, edition, lower, upper }: PartnerCount): number {
  if (lower === upper) return lower;
  throw new MissingDataError(
    `partnerBreadth: the count of ${partner} in ${year}, ${edition}, is known between ${lower} and ${upper} only`,
    { hint: "Take years and tables that are printed as counts." },
  );
}

function breadthOf(amounts: ReadonlyMap<string, number>): Measure {
  return [...amounts.values()].some((amount) => amount > 0)
    ? effectiveNumber(amounts)
    : measure("insufficient_data", amounts.size);
}

/** How widely an economy's links spread over its partners, from a first to a last year. */
export type Broadening = Readonly<ReturnType<typeof broadening>>;

/** The first and last year that every list has, because sources are compared over the same years; null if they share fewer than two. */
export function commonSpan(lists: readonly PartnerList[]): YearSpan | null {
  const [first, ...others] = lists.map(({ years }) => years);
  const common = (first ?? []).filter((year) => others.every((years) => years.includes(year)));
  const from = common[0];
  const to = common.at(-1);
  return from === undefined || to === undefined || from === to ? null : { from, to };
}

/**
 * The breadth of a list in every year from the first on, early counts included, with and without the other economy.
 */
export function broadening(list: PartnerList, { from, to }: YearSpan) {
  const { edition, partner } = list;
  const years = list.years.filter((year) => year >= from);
  const series = partnerBreadth(list.counts, { edition, partner, years });
  const at = (year: number) =>
    required(
      series.find((one) => one.year === year),
      `broadening: ${edition} does not list partners of ${list.economy} in ${year}`,
    );
  return { list, series, first: at(from), last: at(to) };
}

/** The broadening of every list over the years they share; null (`no_common_years`) if they share fewer than two. */
export function broadenings(
  lists: readonly PartnerList[],
): { readonly lists: readonly Broadening[] } | { readonly lists: null; readonly reason: "no_common_years" } {
  const span = commonSpan(lists);
  if (span === null) return { lists: null, reason: "no_common_years" };
  return { lists: lists.map((list) => broadening(list, span)) };
}

type Named = Pick<PartnerList, "source" | "economy">;

/**
 * The effective number of partners of an economy in a year of one source, of all and without the other of the pair.
 * Throws if the source has no list of its partners in that year.
 */
export function breadthIn(lists: readonly PartnerList[], { source, economy }: Named, year: number) {
  const { counts, edition, partner } = listOf(lists, { source, economy });
  const [breadth] = partnerBreadth(counts, { edition, partner, years: [year] });
  const missing = `breadthIn: ${edition} gives no effective number of partners of ${economy} in ${year}`;
  return {
    source,
    economy,
    year,
    all: required(breadth?.with.value, missing),
    withoutOther: required(breadth?.without.value, missing),
  };
}

/** The last year that is complete in a source's list of an economy's partners; throws if no year is. */
export function lastCompleteIn(lists: readonly PartnerList[], { source, economy }: Named): number {
  const { completeYears, edition } = listOf(lists, { source, economy });
  return required(
    completeYears.at(-1),
    `lastCompleteIn: ${edition} has no complete year of the partners of ${economy}`,
  );
}

function listOf(lists: readonly PartnerList[], { source, economy }: Named): PartnerList {
  return required(
    lists.find((list) => list.source === source && list.economy === economy),
    `"${source}" has no list of the partners of ${economy}`,
  );
}
