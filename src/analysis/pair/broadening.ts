/**
 * How broadly an economy's links spread in the years of one edition, over the partners that stand in all of them, so
 * that a longer list is not taken for a broader one. Everything is given also without one partner, the pair's other half:
 * its rise or fall alone moves the shares of all others.
 */
import type { Measure } from "../../model/measure.js";
import { effectiveNumber } from "../indicators/diversity.js";
import { MissingDataError, required } from "../indicators/errors.js";
import { measure } from "../indicators/interval.js";
import { countsOfYear, type PartnerCount, type PartnerList } from "./partner-lists.js";

/** Over how many partners the links of a year spread. */
export interface BreadthOfYear {
  readonly year: number;
  /** The effective number of partners, 1/Σp² (Hill's number of order 2); `n`: partners of the list. */
  readonly with: Measure;
  /** The same without the partner; null (`insufficient_data`) where there is no other, or none with joint papers. */
  readonly without: Measure;
}

type Amounts = ReadonlyMap<string, number>;

/**
 * The breadth of an economy's partners in several years of an edition, with and without one partner. Counts known between
 * bounds only throw: take years that are printed as counts. So does a partner that a year lacks: a code spelt wrong must
 * not pass for a list without the pair.
 */
export function partnerBreadth(
  counts: readonly PartnerCount[],
  {
    edition,
    partner,
    years,
  }: { readonly edition: string; readonly partner: string; readonly years: readonly number[] },
): readonly BreadthOfYear[] {
  const lists = years.map(
    (year) => [year, countsOfYear(counts, { edition }, year, "partnerBreadth")] as const,
  );
  for (const [year, list] of lists)
    if (!list.some((count) => count.partner === partner))
      throw new MissingDataError(
        `partnerBreadth: "${partner}" is not among the partners in ${year}, ${edition}`,
        { hint: "A partner without joint papers in a year may have no row: compare years that have it." },
      );
  const common = commonPartners(lists.map(([, list]) => list));
  return lists.map(([year, list]) => {
    const own = list.filter((count) => common.has(count.partner));
    const amounts = new Map(own.map((count) => [count.partner, exact(count, "partnerBreadth")]));
    const others = new Map([...amounts].filter(([code]) => code !== partner));
    return { year, with: breadthOf(amounts), without: breadthOf(others) };
  });
}

/** The partners that stand in every list. */
function commonPartners(lists: readonly (readonly { readonly partner: string }[])[]): ReadonlySet<string> {
  const codes = lists.map((list) => new Set(list.map(({ partner }) => partner)));
  const [first = new Set<string>(), ...rest] = codes;
  return new Set([...first].filter((partner) => rest.every((list) => list.has(partner))));
}

function exact({ partner, year, edition, lower, upper }: PartnerCount, what: string): number {
  if (lower === upper) return lower;
  throw new MissingDataError(
    `${what}: the count of ${partner} in ${year}, ${edition}, is known between ${lower} and ${upper} only`,
    { hint: "Take years and tables that are printed as counts." },
  );
}

function breadthOf(amounts: Amounts): Measure {
  return [...amounts.values()].some((amount) => amount > 0)
    ? effectiveNumber(amounts)
    : measure("insufficient_data", amounts.size);
}

/** How far an economy's links spread over its partners, from a first year to a last, over one list of partners. */
export interface Broadening {
  readonly list: PartnerList;
  /** Every year of the list from the first on; an early count may follow the last. */
  readonly series: readonly BreadthOfYear[];
  readonly first: BreadthOfYear;
  readonly last: BreadthOfYear;
}

/** The first and the last year that every list has: lists of several sources are compared over the same years. */
export function commonSpan(lists: readonly PartnerList[]): { readonly from: number; readonly to: number } {
  const [first, ...others] = lists.map(({ years }) => years);
  const common = (first ?? []).filter((year) => others.every((years) => years.includes(year)));
  const [from, to] = [common[0], common.at(-1)];
  if (from === undefined || to === undefined || from === to)
    throw new MissingDataError(
      `commonSpan: the lists of partners have fewer than two years in common: ${lists
        .map(({ economy, edition, years }) => `${economy} in ${edition} ${years.join(" ")}`)
        .join("; ")}`,
    );
  return { from, to };
}

/**
 * The breadth of a list in every year from the first on, with and without the other of the two. The list is short:
 * partners with joint papers in each of these years, early counts after the last year included. `partnerBreadth` over the
 * first and the last year alone has more partners and other numbers.
 */
export function broadening(
  list: PartnerList,
  { from, to }: { readonly from: number; readonly to: number },
): Broadening {
  const { edition, partner } = list;
  const series = partnerBreadth(list.counts, {
    edition,
    partner,
    years: list.years.filter((year) => year >= from),
  });
  const at = (year: number) =>
    required(
      series.find((one) => one.year === year),
      `broadening: ${edition} does not list partners of ${list.economy} in ${year}`,
    );
  return { list, series, first: at(from), last: at(to) };
}

/** The broadening of every list over the years that all have. */
export function broadenings(lists: readonly PartnerList[]): readonly Broadening[] {
  const span = commonSpan(lists);
  return lists.map((list) => broadening(list, span));
}

/** The broadening of an economy's list in a source; throws if there is no such list. */
export function broadeningOf(
  all: readonly Broadening[],
  { source, economy }: { readonly source: string; readonly economy: string },
): Broadening {
  return required(
    all.find(({ list }) => list.source === source && list.economy === economy),
    `broadeningOf: "${source}" has no list of the partners of ${economy}`,
  );
}

/** The effective number of partners in a year; throws where the series lacks it. */
export function effectiveIn({ list, series }: Broadening, year: number, side: "with" | "without"): number {
  return required(
    series.find((one) => one.year === year)?.[side].value,
    `effectiveIn: ${list.edition} gives no effective number of partners of ${list.economy} in ${year}`,
  );
}
