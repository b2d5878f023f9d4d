/**
 * How broadly an economy's links spread, and how they moved between two years of one edition. Both years are compared
 * over the partners that stand in both, so that a longer list is not taken for a broader one. Everything is given also
 * without one partner, the pair's other half: its rise or fall alone moves the shares of all others.
 */
import type { Measure } from "../../model/measure.js";
import * as diversity from "../indicators/diversity.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import { measure } from "../indicators/interval.js";
import * as turnover from "../indicators/turnover.js";
import { countsOfYear, type PartnerChoice, type PartnerCount, type PartnerList } from "./partner-lists.js";

export interface TwoYears extends PartnerChoice {
  readonly from: number;
  readonly to: number;
}

/** Over how many partners the links of a year spread, and how evenly. `n` of each: partners of the list. */
interface Breadth {
  /** 1/Σp², Hill's number of order 2. Units: partners. */
  readonly effective: Measure;
  /** Shannon's entropy. Units: nats. */
  readonly shannon: Measure;
  /** 0: even over the list; zeros count. */
  readonly gini: Measure;
}

export interface BreadthOfYear {
  readonly year: number;
  readonly with: Breadth;
  /** Without the partner; null (`insufficient_data`) where there is no other, or none with joint papers. */
  readonly without: Breadth;
}

/**
 * The breadth of an economy's partners in several years of an edition, over the partners that stand in all of them, with
 * and without one partner. Counts known between bounds only throw: take years that are printed as counts.
 */
export function partnerBreadth(
  counts: readonly PartnerCount[],
  choice: PartnerChoice & { readonly partner: string; readonly years: readonly number[] },
): readonly BreadthOfYear[] {
  requirePartner(counts, choice, choice.years, "partnerBreadth");
  return amountsOfYears(counts, choice, choice.years, "partnerBreadth").map(([year, amounts]) => ({
    year,
    with: breadthOf(amounts),
    without: breadthOf(others(amounts, choice.partner)),
  }));
}

/** What changed in a list of partners; `n` of each: partners of the list, or of the two lists of the first. */
interface Turnover {
  /** Bray–Curtis of the counts: growth of all counts too. */
  readonly counts: Measure;
  /** Bray–Curtis of the shares: the part of all links that is with other partners than before. */
  readonly shares: Measure;
  /** Kendall's τ-b of the order. */
  readonly kendall: Measure;
  /** Partners in both lists of the first, over those in either. */
  readonly top: Measure;
}

export interface TurnoverOfYears {
  readonly with: Turnover;
  readonly without: Turnover;
}

/**
 * The turnover of an economy's partners between two years of one edition, over the partners that stand in both, with and
 * without one partner. `top`: how many partners the lists of the first have; default 10. `listedIn`: further years that
 * a partner must stand in. Bounds throw as in `partnerBreadth`.
 */
export function partnerTurnover(
  counts: readonly PartnerCount[],
  choice: TwoYears & {
    readonly partner: string;
    readonly top?: number;
    readonly listedIn?: readonly number[];
  },
): TurnoverOfYears {
  const { from, to, partner, top = 10, listedIn = [] } = choice;
  requirePartner(counts, choice, [from, to], "partnerTurnover");
  const [first, second] = amountsOfYears(counts, choice, [from, to, ...listedIn], "partnerTurnover");
  if (first === undefined || second === undefined) throw new AnalysisError("partnerTurnover: no years");
  const [before, after] = [first[1], second[1]];
  return {
    with: turnoverOf(before, after, top),
    without: turnoverOf(others(before, partner), others(after, partner), top),
  };
}

type Amounts = ReadonlyMap<string, number>;

/** Exact counts of each year over the partners that all years have. */
function amountsOfYears(
  counts: readonly PartnerCount[],
  choice: PartnerChoice,
  years: readonly number[],
  what: string,
): readonly (readonly [number, Amounts])[] {
  const lists = years.map((year) => [year, countsOfYear(counts, choice, year, what)] as const);
  const common = commonPartners(lists.map(([, list]) => list));
  return lists.map(([year, list]) => {
    const own = list.filter(({ partner }) => common.has(partner));
    return [year, new Map(own.map((count) => [count.partner, exact(count, what)]))];
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

/** The partner left out has to be there: a code spelt wrong must not pass for a list without the pair. */
function requirePartner(
  counts: readonly PartnerCount[],
  choice: PartnerChoice & { readonly partner: string },
  years: readonly number[],
  what: string,
): void {
  for (const year of years)
    if (!countsOfYear(counts, choice, year, what).some(({ partner }) => partner === choice.partner))
      throw new MissingDataError(
        `${what}: "${choice.partner}" is not among the partners in ${year}, ${choice.edition}`,
        { hint: "A partner without joint papers in a year may have no row: compare years that have it." },
      );
}

function others(amounts: Amounts, partner: string): Amounts {
  return new Map([...amounts].filter(([code]) => code !== partner));
}

function breadthOf(amounts: Amounts): Breadth {
  if (![...amounts.values()].some((amount) => amount > 0)) {
    const none = measure("insufficient_data", amounts.size);
    return { effective: none, shannon: none, gini: none };
  }
  return {
    effective: diversity.effectiveNumber(amounts),
    shannon: diversity.shannon(amounts),
    gini: diversity.gini(amounts),
  };
}

function turnoverOf(before: Amounts, after: Amounts, top: number): Turnover {
  if ([before, after].some((amounts) => ![...amounts.values()].some((amount) => amount > 0))) {
    const none = measure("insufficient_data", before.size);
    return { counts: none, shares: none, kendall: none, top: none };
  }
  return {
    counts: turnover.brayCurtis(before, after),
    shares: turnover.totalVariation(before, after),
    kendall: turnover.kendall(before, after),
    top: turnover.topOverlap(before, after, top),
  };
}

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

/** The broadening of a list over all its partners, or over those that `leftOut` leaves; throws where there is none. */
export function broadeningOf(
  all: readonly Broadening[],
  {
    source,
    economy,
    partners,
  }: { readonly source: string; readonly economy: string; readonly partners: "all" | "some-left-out" },
): Broadening {
  const found = all.find(
    ({ list, leftOut }) =>
      list.source === source && list.economy === economy && (leftOut.length === 0) === (partners === "all"),
  );
  if (found !== undefined) return found;
  throw new MissingDataError(
    `broadeningOf: "${source}" has no list of the partners of ${economy}${partners === "all" ? "" : " with any to leave out"}`,
  );
}

/** The effective number of partners in a year; throws where the series lacks it. */
export function effectiveIn({ list, series }: Broadening, year: number, side: "with" | "without"): number {
  const value = series.find((one) => one.year === year)?.[side].effective.value ?? null;
  if (value !== null) return value;
  throw new MissingDataError(
    `effectiveIn: ${list.edition} gives no effective number of partners of ${list.economy} in ${year}`,
  );
}
