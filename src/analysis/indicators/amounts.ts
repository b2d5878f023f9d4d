import { AnalysisError } from "./errors.js";
import { toNumber } from "./interval.js";
import { sum } from "./statistics.js";

/** Amounts by partner (or field, or any other category): links, papers, money. A zero is a partner without any. */
export type PartnerAmounts = Readonly<Record<string, number>> | ReadonlyMap<string, number>;

/** Amounts with or without their names. */
export type Amounts = readonly number[] | PartnerAmounts;

/** Amounts that can be divided into shares: at least one, none negative or missing, not all zero. */
export function amountsOf(amounts: Amounts, what: string): readonly number[] {
  const values: readonly number[] = isList(amounts)
    ? amounts.map((value, index) => toNumber(value, `${what}: amount ${index}`))
    : partnersOf(amounts, what).map(([, value]) => value);
  if (values.length === 0) throw new AnalysisError(`${what}: there are no amounts`);
  const total = sum(values);
  if (total === 0) throw new AnalysisError(`${what}: all amounts are zero, there is nothing to share out`);
  return values;
}

/** Shares of the total, zeros included; they add up to one. */
export function sharesOf(amounts: Amounts, what: string): readonly number[] {
  const values = amountsOf(amounts, what);
  const total = sum(values);
  return values.map((value) => value / total);
}

/** Named amounts, sorted by name (code units). */
export function partnersOf(amounts: PartnerAmounts, what: string): readonly (readonly [string, number])[] {
  const entries = amounts instanceof Map ? [...amounts] : Object.entries(amounts as Record<string, number>);
  return (entries as [string, number][])
    .map(([name, value]) => [name, toNumber(value, `${what}: the amount of ${name}`)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function isList(amounts: Amounts): amounts is readonly number[] {
  return Array.isArray(amounts);
}
