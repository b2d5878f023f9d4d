/**
 * Over how many partners an economy spreads its work, and how evenly. Amounts are links (or fractional counts): whole
 * counts of papers do not add up to one. A partner's fall raises the others' shares: give every measure also
 * without the partner in question. No amounts, amounts that are all zero, a negative or a missing one throw.
 */
import type { Measure } from "../../model/measure.js";
import { type Amounts, sharesOf } from "./amounts.js";
import { measure } from "./interval.js";
import { sum } from "./statistics.js";

export type { Amounts, PartnerAmounts } from "./amounts.js";

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
