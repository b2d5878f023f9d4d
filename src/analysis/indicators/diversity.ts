/**
 * How widely an economy spreads its work over partners, and how much of it moved to others. Amounts are links (or
 * fractional counts): whole counts of papers do not add up to one. One partner's fall raises all other shares, so
 * report every measure without that partner too. Throws if amounts are absent, all zero, negative or missing.
 */
import type { Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { measure, toNumber } from "./interval.js";
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
  const shares = sharesOf(amounts, "effectiveNumber");
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
  const [p, q] = [namedShares(before, "totalVariation: before"), namedShares(after, "totalVariation: after")];
  const partners = [...new Set([...p.keys(), ...q.keys()])].sort();
  const moved = partners.map((partner) => Math.abs((p.get(partner) ?? 0) - (q.get(partner) ?? 0)));
  return measure(sum(moved) / 2, partners.length);
}

function namedShares(amounts: PartnerAmounts, what: string): ReadonlyMap<string, number> {
  const shares = sharesOf(amounts, what);
  return new Map(partnersOf(amounts, what).map(([partner], place) => [partner, shares[place] ?? 0]));
}

/** Shares of the total, zeros included. Needs at least one amount, none negative or missing, and not all zero. */
function sharesOf(amounts: Amounts, what: string): readonly number[] {
  const values: readonly number[] = isList(amounts)
    ? amounts.map((value, index) => toNumber(value, `${what}: amount ${index}`))
    : partnersOf(amounts, what).map(([, value]) => value);
  if (values.length === 0) throw new AnalysisError(`${what}: there are no amounts`);
  const total = sum(values);
  if (total === 0) throw new AnalysisError(`${what}: all amounts are zero, there is nothing to share out`);
  return values.map((value) => value / total);
}

/** Named amounts, sorted by name (code units). */
function partnersOf(amounts: PartnerAmounts, what: string): readonly (readonly [string, number])[] {
  const entries = amounts instanceof Map ? [...amounts] : Object.entries(amounts as Record<string, number>);
  return (entries as [string, number][])
    .map(([name, value]) => [name, toNumber(value, `${what}: the amount of ${name}`)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function isList(amounts: Amounts): amounts is readonly number[] {
  return Array.isArray(amounts);
}
