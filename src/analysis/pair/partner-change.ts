/**
 * How broadly an economy's links spread, and how they moved between two years of one edition. Both years are compared
 * over the partners that stand in both, so that a longer list is not taken for a broader one. Everything is given also
 * without one partner, the pair's other half: its rise or fall alone moves the shares of all others.
 */
import * as diversity from "../indicators/diversity.js";
import { AnalysisError, MissingDataError } from "../indicators/errors.js";
import { measure } from "../indicators/interval.js";
import * as turnover from "../indicators/turnover.js";
import type { Measure } from "../../model/measure.js";
import { countsOfYear, type PartnerChoice, type PartnerCount } from "./partner-counts.js";

export interface TwoYears extends PartnerChoice {
  readonly from: number;
  readonly to: number;
}

/** Over how many partners the links of a year spread, and how evenly. `n` of each: partners of the list. */
export interface Breadth {
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
export interface Turnover {
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
export function commonPartners(
  lists: readonly (readonly { readonly partner: string }[])[],
): ReadonlySet<string> {
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
