/**
 * How much the partners of an economy changed from one time to another. A partner that only one of the two names has
 * nothing in the other: leave a partner out of both where it was not observed. Missing or negative amounts, and amounts
 * that are all zero, throw.
 */
import type { Measure } from "../../model/measure.js";
import { type PartnerAmounts, amountsOf, partnersOf } from "./amounts.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import { averageRanks, sum } from "./statistics.js";

export interface RankedPartner {
  readonly partner: string;
  readonly amount: number;
  /** Of the total of all partners; null where that is zero. */
  readonly share: number | null;
  /** 1 for the greatest; equal amounts share the mean of their places. */
  readonly rank: number;
}

/** Partners by amount, the greatest first, equal amounts by code: the tie rule of `topOverlap`. */
export function ranking(amounts: PartnerAmounts): readonly RankedPartner[] {
  const partners = partnersOf(amounts, "ranking");
  const ranks = averageRanks(partners.map(([, amount]) => amount));
  const total = sum(partners.map(([, amount]) => amount));
  return partners
    .map(([partner, amount], index) => ({
      partner,
      amount,
      share: total === 0 ? null : amount / total,
      rank: ranks[index] ?? 0,
    }))
    .sort((a, b) => b.amount - a.amount || (a.partner < b.partner ? -1 : 1));
}

/**
 * Kendall's τ-b: whether two times put the partners in the same order.
 *
 * Formula: (concordant − discordant)/√((pairs − ties before)(pairs − ties after)).
 * Unit: none; `n`: partners of either.
 * Range: −1–1, 1 = the same order.
 * Undefined: all equal in one of the two (`zero_denominator`); one partner (`insufficient_data`).
 * Source: Kendall 1945.
 */
export function kendall(before: PartnerAmounts, after: PartnerAmounts): Measure {
  const { a, b, n } = aligned(before, after, "kendall");
  if (n < 2) return measure("insufficient_data", n);
  let [score, tiesBefore, tiesAfter] = [0, 0, 0];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) {
      const x = Math.sign((a[i] ?? 0) - (a[j] ?? 0));
      const y = Math.sign((b[i] ?? 0) - (b[j] ?? 0));
      score += x * y;
      if (x === 0) tiesBefore++;
      if (y === 0) tiesAfter++;
    }
  const pairs = (n * (n - 1)) / 2;
  if (tiesBefore === pairs || tiesAfter === pairs) return measure("zero_denominator", n);
  return measure(score / Math.sqrt((pairs - tiesBefore) * (pairs - tiesAfter)), n);
}

/**
 * Bray–Curtis dissimilarity of the amounts: growth of all partners counts too.
 *
 * Formula: Σ|a − b|/Σ(a + b).
 * Unit: none; `n`: partners of either.
 * Range: 0–1, 0 = the same amounts.
 * Undefined: never; amounts that are all zero throw.
 * Source: Bray and Curtis 1957.
 */
export function brayCurtis(before: PartnerAmounts, after: PartnerAmounts): Measure {
  const { a, b, n } = aligned(before, after, "brayCurtis");
  return measure(sum(differences(a, b).map(Math.abs)) / sum([...a, ...b]), n);
}

/**
 * Total variation: the part of the shares that moved to other partners; Bray–Curtis of shares.
 *
 * Formula: ½·Σ|p − q|, p and q = shares.
 * Unit: none; `n`: partners of either.
 * Range: 0–1, 0 = the same shares.
 * Undefined: never; amounts that are all zero throw.
 * Source: Bray and Curtis 1957, of shares.
 */
export function totalVariation(before: PartnerAmounts, after: PartnerAmounts): Measure {
  const { p, q, n } = aligned(before, after, "totalVariation");
  return measure(sum(differences(p, q).map(Math.abs)) / 2, n);
}

/**
 * Overlap of the k first partners. Equal amounts are put in the order of their codes; partners without any amount are
 * in no list.
 *
 * Formula: partners in both lists/partners in either.
 * Unit: none; `n`: partners in either list.
 * Range: 0–1, 1 = the same partners.
 * Undefined: never; a k below 1 throws.
 * Source: Jaccard 1901.
 */
export function topOverlap(before: PartnerAmounts, after: PartnerAmounts, k: number): Measure {
  if (!Number.isInteger(k) || k < 1)
    throw new AnalysisError(`topOverlap: expected how many partners to compare, got ${k}`);
  const [first, second] = [before, after].map((amounts) => {
    amountsOf(amounts, "topOverlap");
    const top = ranking(amounts).filter(({ amount }) => amount > 0);
    return new Set(top.slice(0, k).map(({ partner }) => partner));
  }) as [Set<string>, Set<string>];
  const common = [...first].filter((partner) => second.has(partner)).length;
  const either = first.size + second.size - common;
  return measure(common / either, either);
}

interface Aligned {
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** Shares. */
  readonly p: readonly number[];
  readonly q: readonly number[];
  readonly n: number;
}

/** Both amounts over the partners of either, sorted by code. */
function aligned(before: PartnerAmounts, after: PartnerAmounts, what: string): Aligned {
  const [first, second] = [
    [before, "before"],
    [after, "after"],
  ].map(([amounts, side]) => {
    amountsOf(amounts as PartnerAmounts, `${what}: ${side as string}`);
    return new Map(partnersOf(amounts as PartnerAmounts, what));
  }) as [Map<string, number>, Map<string, number>];
  const partners = [...new Set([...first.keys(), ...second.keys()])].sort();
  const a = partners.map((partner) => first.get(partner) ?? 0);
  const b = partners.map((partner) => second.get(partner) ?? 0);
  const [totalA, totalB] = [sum(a), sum(b)];
  return {
    a,
    b,
    p: a.map((value) => value / totalA),
    q: b.map((value) => value / totalB),
    n: partners.length,
  };
}

function differences(a: readonly number[], b: readonly number[]): readonly number[] {
  return a.map((value, index) => value - (b[index] ?? 0));
}
