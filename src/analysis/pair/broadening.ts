import { MissingDataError } from "../indicators/errors.js";
import {
  type BreadthOfYear,
  partnerBreadth,
  partnerTurnover,
  type TurnoverOfYears,
} from "./partner-change.js";
import type { PartnerList } from "./partner-lists.js";

/** How far an economy's links spread over its partners, from a first year to a last, over one list of partners. */
export interface Broadening {
  readonly list: PartnerList;
  /** Codes that do not count as partners. */
  readonly leftOut: readonly string[];
  /** Every year of the list from the first on; an early count may follow the last. */
  readonly series: readonly BreadthOfYear[];
  readonly first: BreadthOfYear;
  readonly last: BreadthOfYear;
  /** From the first year to the last, over the same partners. */
  readonly turnover: TurnoverOfYears;
  /** Partners with joint papers in every year of the series: all numbers are about them. */
  readonly partners: number;
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
 * The breadth of a list in every year from the first on, and its turnover from the first to the last, with and without
 * the other of the two. The list is short: partners with joint papers in each of these years, early counts after the
 * last year included. `partnerBreadth` over the first and the last year alone has more partners and other numbers.
 */
export function broadening(
  list: PartnerList,
  { from, to }: { readonly from: number; readonly to: number },
  { leftOut = [], top = 10 }: { readonly leftOut?: readonly string[]; readonly top?: number } = {},
): Broadening {
  const years = list.years.filter((year) => year >= from);
  const choice = { edition: list.edition, partner: list.partner, leftOut };
  const series = partnerBreadth(list.counts, { ...choice, years });
  const [first, last] = [from, to].map((year) => series.find((one) => one.year === year));
  if (first === undefined || last === undefined)
    throw new MissingDataError(
      `broadening: ${list.edition} does not list partners of ${list.economy} in ${to}`,
    );
  const turnover = partnerTurnover(list.counts, { ...choice, from, to, top, listedIn: years });
  return { list, leftOut, series, first, last, turnover, partners: first.with.effective.n };
}

/** The broadening of every list over the years that all have, first with all partners, then where `leftOut` are listed without them. */
export function broadenings(
  lists: readonly PartnerList[],
  { leftOut }: { readonly leftOut: readonly string[] },
): readonly Broadening[] {
  const span = commonSpan(lists);
  return lists.flatMap((list) => {
    const own = leftOut.filter((code) => list.counts.some(({ partner }) => partner === code));
    const all = broadening(list, span);
    return own.length === 0 ? [all] : [all, broadening(list, span, { leftOut: own })];
  });
}

/** The broadening of a list over all its partners, or over those that `leftOut` leaves; null where there is none. */
export function broadeningOf(
  all: readonly Broadening[],
  {
    source,
    economy,
    partners,
  }: { readonly source: string; readonly economy: string; readonly partners: "all" | "some left out" },
): Broadening | null {
  const isIt = ({ list, leftOut }: Broadening) =>
    list.source === source && list.economy === economy && (leftOut.length === 0) === (partners === "all");
  return all.find(isIt) ?? null;
}

/** Whether the effective number of partners rose by at least one in each list; false where one is missing. */
export function widens(side: "with" | "without", ...of: readonly (Broadening | null)[]): boolean {
  return of.every((one) => one !== null && (riseOf(one, side) ?? 0) >= 1);
}

/** Change in the effective number of partners from the first year to the last; null where one of them has none. */
export function riseOf({ first, last }: Broadening, side: "with" | "without"): number | null {
  const [before, after] = [first[side].effective.value, last[side].effective.value];
  return before === null || after === null ? null : after - before;
}

/** The effective numbers of a list as points of two lines, with and without the other of the two. */
export function effectiveLines({ list, series }: Broadening) {
  return series.flatMap((one) =>
    (["with", "without"] as const).flatMap((side) => {
      const { value } = one[side].effective;
      const status = list.completeYears.includes(one.year) ? ("complete" as const) : ("incomplete" as const);
      const line = { series: `${list.economy} ${side}`, year: one.year, status };
      return value === null ? [] : [{ ...line, lower: value, upper: value }];
    }),
  );
}
