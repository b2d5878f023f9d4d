/**
 * Over how many partners an economy spreads its work, and how evenly. Amounts are links (or fractional counts): whole
 * counts of papers do not add up to one. A partner's fall raises the others' shares: give every measure also
 * `without` the partner in question. No amounts, amounts that are all zero, a negative or a missing one throw.
 */
import type { Measure } from "../../model/measure.js";
import { type Amounts, amountsOf, type PartnerAmounts, partnersOf, sharesOf } from "./amounts.js";
import { AnalysisError } from "./errors.js";
import { measure } from "./interval.js";
import { sum } from "./numeric/statistics.js";

export type { Amounts, PartnerAmounts } from "./amounts.js";

/**
 * Herfindahl–Hirschman index of concentration.
 *
 * Formula: H = Σp², p = shares.
 * Unit: none; `n`: amounts given, zeros included.
 * Range: 1/n–1, 1 = a single partner.
 * Undefined: never; no amounts, or none but zeros, throw.
 * Source: Hirschman 1964.
 */
export function hhi(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "hhi");
  return measure(squares(shares), shares.length);
}

/**
 * Herfindahl–Hirschman index, normalised by how many partners there could be: zero partners count.
 *
 * Formula: (Σp² − 1/n)/(1 − 1/n).
 * Unit: none; `n`: amounts given, zeros included.
 * Range: 0–1, 0 = even over all.
 * Undefined: a single amount (`zero_denominator`).
 * Source: Hirschman 1964.
 */
export function hhiNormalised(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "hhiNormalised");
  const n = shares.length;
  return measure(n === 1 ? "zero_denominator" : (squares(shares) - 1 / n) / (1 - 1 / n), n);
}

/**
 * Effective number of partners: as many equal partners would give the same concentration. Hill's number of order 2.
 *
 * Formula: 1/Σp².
 * Unit: partners; `n`: amounts given.
 * Range: 1–n.
 * Undefined: never; no amounts, or none but zeros, throw.
 * Source: Hill 1973; Laakso and Taagepera 1979.
 */
export function effectiveNumber(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "effectiveNumber");
  return measure(1 / squares(shares), shares.length);
}

/**
 * Shannon's entropy of the shares.
 *
 * Formula: −Σ p ln p (bits: log₂); zeros add nothing.
 * Unit: nats (default) or bits; `n`: amounts given.
 * Range: 0–ln n.
 * Undefined: never; no amounts, or none but zeros, throw.
 * Source: Shannon 1948.
 */
export function shannon(
  amounts: Amounts,
  { unit = "nats" }: { readonly unit?: "nats" | "bits" } = {},
): Measure {
  const shares = sharesOf(amounts, "shannon");
  return measure(unit === "bits" ? entropy(shares) / Math.LN2 : entropy(shares), shares.length);
}

/**
 * Hill's number of order q: 0 richness, 1 (limit) exp of Shannon's entropy, 2 effective number.
 *
 * Formula: (Σp^q)^(1/(1 − q)).
 * Unit: partners; `n`: amounts given.
 * Range: 1–n, falling with q.
 * Undefined: never; an order below 0 or without end throws.
 * Source: Hill 1973.
 */
export function hill(amounts: Amounts, q: number): Measure {
  if (!(q >= 0 && q < Infinity))
    throw new AnalysisError(`hill: the order must be 0 or more and finite, got ${q}`);
  const shares = sharesOf(amounts, "hill");
  const logs = shares.filter((p) => p > 0).map(Math.log);
  if (q === 0) return measure(logs.length, shares.length);
  if (q === 1) return measure(Math.exp(entropy(shares)), shares.length);
  if (q === 2) return measure(1 / squares(shares), shares.length);
  // Close to 1 the sum is close to 1: what it differs by must not be lost. Far from 1 powers must not vanish.
  if (Math.abs(q - 1) < 0.5) {
    const logSum = Math.log1p(sum(logs.map((log) => Math.exp(log) * Math.expm1((q - 1) * log))));
    return measure(Math.exp(logSum / (1 - q)), shares.length);
  }
  const largest = Math.max(...logs);
  const rest = Math.log(sum(logs.map((log) => Math.exp(q * (log - largest)))));
  return measure(Math.exp((q / (1 - q)) * largest + rest / (1 - q)), shares.length);
}

/**
 * Number of partners with any amount: Hill's number of order 0.
 *
 * Formula: #{p > 0}.
 * Unit: partners; `n`: amounts given.
 * Range: 1–n.
 * Undefined: never; no amounts, or none but zeros, throw.
 * Source: Hill 1973.
 */
export function richness(amounts: Amounts): Measure {
  const values = amountsOf(amounts, "richness");
  return measure(values.filter((value) => value > 0).length, values.length);
}

/**
 * Pielou's evenness.
 *
 * Formula: (−Σ p ln p)/ln(richness).
 * Unit: none; `n`: amounts given.
 * Range: 0–1, 1 = even over the partners that have any.
 * Undefined: a single partner with any (`zero_denominator`).
 * Source: Pielou 1966.
 */
export function pielou(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "pielou");
  const partners = shares.filter((p) => p > 0).length;
  return measure(partners === 1 ? "zero_denominator" : entropy(shares) / Math.log(partners), shares.length);
}

/**
 * Gini's coefficient: zeros count.
 *
 * Formula: Σ_i Σ_j |x_i − x_j|/(2n²·mean).
 * Unit: none; `n`: amounts given, zeros included.
 * Range: 0–1 − 1/n, 0 = even.
 * Undefined: never; no amounts, or none but zeros, throw.
 * Source: Gini 1912.
 */
export function gini(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "gini");
  return measure(meanDifference(shares), shares.length);
}

/**
 * Gini's coefficient, stretched so that it reaches 1.
 *
 * Formula: Gini·n/(n − 1).
 * Unit: none; `n`: amounts given, zeros included.
 * Range: 0–1, 0 = even.
 * Undefined: a single amount (`zero_denominator`).
 * Source: Gini 1912; Deltas 2003.
 */
export function giniUnbiased(amounts: Amounts): Measure {
  const shares = sharesOf(amounts, "giniUnbiased");
  const n = shares.length;
  return measure(n === 1 ? "zero_denominator" : Math.min(1, (meanDifference(shares) * n) / (n - 1)), n);
}

/** The same amounts without the named partners; a name that is not among them throws. */
export function without(amounts: PartnerAmounts, ...names: readonly string[]): PartnerAmounts {
  const partners = partnersOf(amounts, "without");
  for (const name of names)
    if (!partners.some(([partner]) => partner === name))
      throw new AnalysisError(`without: no partner "${name}" among ${partners.map(([p]) => p).join(", ")}`);
  return new Map(partners.filter(([partner]) => !names.includes(partner)));
}

/**
 * Shares that a source prints, as amounts for the measures: a list that does not add up to one within the tolerance
 * (default 1e-6; for shares printed in whole percents, say how far rounding may lead) throws, since whole counts of
 * papers, or a list that is not complete, have no diversity.
 */
export function ofShares<T extends Amounts>(shares: T, { tolerance = 1e-6 } = {}): T {
  const total = sum(amountsOf(shares, "ofShares"));
  if (!(Math.abs(total - 1) <= tolerance))
    throw new AnalysisError(`ofShares: the shares add up to ${total}, not to 1`, {
      hint: "Shares of whole counts overlap: take links or fractional counts.",
    });
  return shares;
}

function squares(shares: readonly number[]): number {
  return sum(shares.map((p) => p * p));
}

function entropy(shares: readonly number[]): number {
  return Math.max(0, sum(shares.map((p) => (p === 0 ? 0 : -p * Math.log(p)))));
}

/** By ranks instead of all pairs: Σ_i (2i − n − 1)·p_(i) / n, p ascending. */
function meanDifference(shares: readonly number[]): number {
  const n = shares.length;
  const ascending = [...shares].sort((a, b) => a - b);
  return Math.max(0, sum(ascending.map((p, i) => ((2 * i + 1 - n) * p) / n)));
}
