/**
 * How widely an economy spreads its work over partners, and how much of it moved to others. Amounts are links (or
 * fractional counts): whole counts of papers do not add up to one. One partner's fall raises all other shares, so
 * report every measure without that partner too. Throws if amounts are absent, all zero, negative or missing.
 */
import { AnalysisError, measure, type Measure, toNumber } from "briefing/analysis";
import { sum } from "./statistics.js";

/** Amounts by partner (or field, or any other category): links, papers, money. Zero means a partner without links. */
export type PartnerAmounts = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** Amounts with or without their names. */
export type Amounts = readonly number[] | PartnerAmounts;

/**
 * Effective number of partners: the number of equal partners with the same concentration. Hill's number of order 2.
 *
 * Formula: 1/Σp².
 * Unit: partners; `n`: amounts given.
 * Range: 1–n.
 * Undefined: never; throws if there are no amounts or all are zero.
 * Source: Hill 1973; Laakso and Taagepera 1979.
 */
export function effectiveNumber(amounts: Amounts): Measure {
  const shares = [...sharesOf(amounts, "effectiveNumber").values()];
  return measure(1 / sum(shares.map((p) => p * p)), shares.length);
}

/**
 * Total variation: the fraction of the shares that moved to other partners (the Bray–Curtis distance of shares).
 *
 * Formula: ½·Σ|p − q|, p and q = shares.
 * Unit: none; `n`: partners in either.
 * Range: 0–1, 0 = the same shares.
 * Undefined: never; throws if all amounts are zero.
 * Source: Bray and Curtis 1957, of shares.
 */
export function totalVariation(before: PartnerAmounts, after: PartnerAmounts): Measure {
  const p = sharesOf(before, "totalVariation: before");
  const q = sharesOf(after, "totalVariation: after");
  const partners = [...new Set([...p.keys(), ...q.keys()])].sort();
  const moved = partners.map((partner) => Math.abs((p.get(partner) ?? 0) - (q.get(partner) ?? 0)));
  return measure(sum(moved) / 2, partners.length);
}

/** Shares of the total, zeros included. Needs at least one amount, none negative or missing, and not all zero. */
function sharesOf(amounts: Amounts, what: string): ReadonlyMap<string, number> {
  const entries = amounts instanceof Map ? [...amounts] : Object.entries(amounts as Record<string, number>);
  const place = Array.isArray(amounts) ? `${what}: amount` : `${what}: the amount of`;
  const named = new Map(
    (entries as [string, number][]).map(([name, value]) => [name, toNumber(value, `${place} ${name}`)]),
  );
  if (named.size === 0) throw new AnalysisError(`${what}: there are no amounts`);
  const total = sum([...named.values()]);
  if (total === 0) throw new AnalysisError(`${what}: all amounts are zero, there is nothing to share out`);
  return new Map([...named].map(([name, value]) => [name, value / total]));
}
