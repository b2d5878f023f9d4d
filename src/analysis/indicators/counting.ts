/**
 * Counts and shares of papers. Whole counting: an economy counts once a paper. Fractional counting: a paper counts
 * once in all. Papers without a known economy are left out and their number is reported.
 */
import type { BoundedMeasure } from "../../model/measure.js";
import {
  economiesOf,
  type EconomyCounts,
  economyCounts,
  FractionTally,
  pairOf,
  type Paper,
  type TerritoryRule,
} from "./papers.js";
import { AnalysisError } from "./errors.js";
import { divide, midpoint, type Quantity, toAmount } from "./interval.js";

export {
  authorFractional,
  collaborationScore,
  dualAffiliation,
  type AuthorCredit,
  type DualAffiliation,
} from "./authorship.js";
export type { EconomyCount, EconomyCounts, Authorship, Paper, TerritoryRule } from "./papers.js";

/**
 * Whole (full) count of every economy: the papers on which it stands, however often.
 *
 * Formula: n_x = #{p: x on p}.
 * Unit: papers.
 * Range: 0–papers; the sum over economies is at least the number of papers.
 * Undefined: never; papers without a known economy are left out and reported.
 * Source: Gauffriau et al. 2007.
 */
export function whole(papers: readonly Paper[], rule: TerritoryRule = {}): EconomyCounts {
  return countEconomies(papers, rule, "whole", () => 1);
}

/**
 * Complete-normalised fractional count of every economy: a paper is divided among its economies.
 *
 * Formula: Σ_p 1/k_p, k_p = distinct economies on p.
 * Unit: papers.
 * Range: 0–papers; the sum over economies is the number of papers with a known economy.
 * Undefined: never; papers without a known economy are left out and reported.
 * Source: Gauffriau et al. 2007; Waltman and van Eck 2015.
 */
export function fractional(papers: readonly Paper[], rule: TerritoryRule = {}): EconomyCounts {
  return countEconomies(papers, rule, "fractional", (economies) => economies);
}

function countEconomies(
  papers: readonly Paper[],
  rule: TerritoryRule,
  what: string,
  denominator: (economies: number) => number,
): EconomyCounts {
  const tally = new FractionTally();
  let counted = 0;
  papers.forEach((paper, index) => {
    const economies = economiesOf(paper, rule, `${what}: paper ${index}`);
    if (economies.length > 0) counted++;
    for (const economy of economies) tally.add(economy, 1, denominator(economies.length));
  });
  return economyCounts(tally, counted, papers.length);
}

export interface PairCount {
  /** The two economies; `x` sorts before `y`. */
  readonly x: string;
  readonly y: string;
  readonly papers: number;
}

export interface PairOptions extends TerritoryRule {
  /** Papers of exactly two economies, of more than two, or (default) all of two and more. */
  readonly among?: "all" | "bilateral" | "multilateral";
}

/**
 * Whole count of every pair: papers on which both economies stand. A pair without a joint paper has no row.
 *
 * Formula: c_xy = #{p: x and y on p}.
 * Unit: papers (as a sum over pairs: links).
 * Range: 0–papers; a paper of k economies has k(k − 1)/2 links.
 * Undefined: never.
 * Source: Perianes-Rodríguez, Waltman and van Eck 2016.
 */
export function pairs(papers: readonly Paper[], options: PairOptions = {}): readonly PairCount[] {
  return countPairs(papers, options, "pairs", () => 1);
}

/**
 * Fractional count of every pair: the links of a paper add up to one.
 *
 * Formula: Σ_p 2/(k_p(k_p − 1)).
 * Unit: papers.
 * Range: 0–papers; the sum over pairs is the number of papers with two economies and more.
 * Undefined: never; papers of one economy have no links.
 * Source: after Perianes-Rodríguez, Waltman and van Eck 2016, who weigh by 1/(k − 1).
 */
export function fractionalPairs(papers: readonly Paper[], options: PairOptions = {}): readonly PairCount[] {
  return countPairs(papers, options, "fractionalPairs", (economies) => (economies * (economies - 1)) / 2);
}

function countPairs(
  papers: readonly Paper[],
  options: PairOptions,
  what: string,
  denominator: (economies: number) => number,
): readonly PairCount[] {
  const { among = "all" } = options;
  const tallies = new Map<string, FractionTally>();
  papers.forEach((paper, index) => {
    const economies = economiesOf(paper, options, `${what}: paper ${index}`);
    const k = economies.length;
    if (k < 2 || (among !== "all" && (k === 2) !== (among === "bilateral"))) return;
    economies.forEach((x, position) => {
      const tally = tallies.get(x) ?? new FractionTally();
      tallies.set(x, tally);
      for (const y of economies.slice(position + 1)) tally.add(y, 1, denominator(k));
    });
  });
  return [...tallies.keys()]
    .sort()
    .flatMap((x) => (tallies.get(x)?.entries() ?? []).map(([y, value]) => ({ x, y, papers: value })));
}

export interface PairSplit {
  /** Papers of exactly these two economies. */
  readonly bilateral: number;
  /** Papers of these two and others. */
  readonly multilateral: number;
  readonly total: number;
  /** `multilateral / total`; null without joint papers. For an interval: `inference.wilson`. */
  readonly multilateralShare: BoundedMeasure;
}

/**
 * A pair's joint papers, split into bilateral ones (of exactly these two) and multilateral ones. Whether Hong Kong,
 * Macau or others count as part of one of the two decides what is bilateral: `countAs`.
 *
 * Formula: bilateral = #{p: economies of p = {x, y}}; share = multilateral/(bilateral + multilateral).
 * Unit: papers; the share as a fraction, its `n`: joint papers.
 * Range: 0–joint papers.
 * Undefined: the share without joint papers (`zero_denominator`).
 * Source: Zhou, Engels and Rousseau 2025.
 */
export function split(papers: readonly Paper[], x: string, y: string, rule: TerritoryRule = {}): PairSplit {
  const pair = pairOf(x, y, rule, "split");
  const sizes = papers
    .map((paper, index) => economiesOf(paper, rule, `split: paper ${index}`))
    .filter((economies) => pair.every((economy) => economies.includes(economy)))
    .map((economies) => economies.length);
  const bilateral = sizes.filter((size) => size === 2).length;
  const multilateral = sizes.length - bilateral;
  return {
    bilateral,
    multilateral,
    total: sizes.length,
    multilateralShare: share(multilateral, sizes.length),
  };
}

export interface AuthorshipLimits extends TerritoryRule {
  /** The most authors a paper may have and be kept, for instance 100; default: any number. */
  readonly maxAuthors?: number;
  /** The most economies a paper may have and be kept, for instance 10; default: any number. */
  readonly maxEconomies?: number;
}

/**
 * The papers that are not hyper-authored: those within both limits, limits included. One paper of 60 economies makes
 * 1,770 pairs: report an indicator with and without.
 *
 * Formula: {p: authors ≤ maxAuthors and economies ≤ maxEconomies}, for instance 100 and 10.
 * Unit: papers.
 * Range: 0–papers.
 * Undefined: never; limits below 1 throw.
 * Source: Cronin 2001.
 */
export function withinAuthorship<T extends { readonly authors: number; readonly economies: Paper }>(
  papers: readonly T[],
  limits: AuthorshipLimits,
): readonly T[] {
  const { maxAuthors = Infinity, maxEconomies = Infinity } = limits;
  for (const [name, limit] of Object.entries({ maxAuthors, maxEconomies }))
    if (!(limit >= 1)) throw new AnalysisError(`withinAuthorship: ${name} must be at least 1, got ${limit}`);
  return papers.filter(({ authors, economies }, index) => {
    const what = `withinAuthorship: paper ${index}`;
    if (!Number.isInteger(authors) || authors < 0)
      throw new AnalysisError(`${what}: expected the number of its authors, got ${authors}`);
    return authors <= maxAuthors && economiesOf(economies, limits, what).length <= maxEconomies;
  });
}

/**
 * Share of a whole: for instance joint papers among an economy's international papers (NSF tables SPBS-36 and SPBS-37).
 *
 * Formula: part/whole.
 * Unit: fraction; `n`: the whole.
 * Range: 0–1. Bounds travel: `[part.lower / whole.upper, part.upper / whole.lower]`.
 * Undefined: a whole of zero (`zero_denominator`); a part that must be greater than its whole throws.
 * Source: Luukkonen, Tijssen, Persson and Sivertsen 1993.
 */
export function share(part: Quantity, whole: Quantity): BoundedMeasure {
  const a = toAmount(part, "share: the part");
  const b = toAmount(whole, "share: the whole");
  if (a.lower > b.upper)
    throw new AnalysisError(`share: the part (${a.lower}) is greater than the whole (${b.upper})`);
  const result = divide(a, b, midpoint(b));
  return result.upper === null ? result : { ...result, upper: Math.min(1, result.upper) };
}

/**
 * How many times as much one count is as another: for instance the same year in two sources.
 *
 * Formula: count/reference.
 * Unit: ratio; `n`: the reference.
 * Range: 0–∞, 1 where they agree. Bounds travel as in `share`.
 * Undefined: a reference of zero (`zero_denominator`).
 * Source: none: a quotient.
 */
export function ratio(count: Quantity, reference: Quantity): BoundedMeasure {
  const b = toAmount(reference, "ratio: the reference");
  return divide(toAmount(count, "ratio: the count"), b, midpoint(b));
}
