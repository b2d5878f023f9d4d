import type { FittedLinks } from "../indicators/fitted-links.js";
import { observedToFitted } from "../indicators/fitted-links.js";
import { geometricMean } from "../indicators/numeric/mean.js";
import type { LinkTable } from "../indicators/link-table.js";

/** All links of one year, and what quasi-independence expects of them. */
export interface PanelYear {
  readonly year: number;
  /** Months between the end of the year and the month in which it was counted. */
  readonly months: number;
  readonly table: LinkTable;
  readonly fitted: FittedLinks;
}

/** The links between all economies of a set, year by year: one edition of one source. */
export interface Panel {
  readonly id: "world" | "listed";
  readonly source: string;
  readonly edition: string;
  /** Sorted. */
  readonly years: readonly number[];
  at(year: number): PanelYear | undefined;
}

/** Codes in alphabetical order. */
export type PairOfCodes = readonly [string, string];

/** Joint works of a pair in a year; zero where the panel has none, null where it lacks the year or one of the two. */
export function jointIn(panel: Panel, [a, b]: PairOfCodes, year: number): number | null {
  const table = panel.at(year)?.table;
  const [i, j] = [table?.economies.indexOf(a) ?? -1, table?.economies.indexOf(b) ?? -1];
  return i < 0 || j < 0 ? null : (table?.links[i]?.[j] ?? 0);
}

/** Observed over fitted links of a pair in a year; null where there is none. */
export function fittedIn(panel: Panel, [a, b]: PairOfCodes, year: number): number | null {
  const one = panel.at(year);
  if (one === undefined || ![a, b].every((code) => one.table.economies.includes(code))) return null;
  return observedToFitted(one.fitted, a, b).value;
}

/**
 * R of a pair by quasi-independence: its propensity in a year over the geometric mean of the baseline years.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null where a year is missing or the baseline holds a zero.
 */
export function ratioOfPair(
  panel: Panel,
  pair: PairOfCodes,
  { year, baseline }: { readonly year: number; readonly baseline: readonly number[] },
): number | null {
  const now = fittedIn(panel, pair, year);
  const before = geometricMean(baseline.map((one) => fittedIn(panel, pair, one)));
  return now === null || before === null ? null : now / before;
}

/** Pairs with so many joint works in each of the years: chance moves smaller ones more than anything else does. */
export function largePairs(
  panel: Panel,
  years: readonly number[],
  leastPapers: number,
): readonly PairOfCodes[] {
  const tables = years.map((year) => panel.at(year)?.table);
  const [first] = tables;
  if (first === undefined) return [];
  const pairs = first.economies.flatMap((a, i) => first.economies.slice(i + 1).map((b) => [a, b] as const));
  return pairs.filter((pair) => years.every((year) => (jointIn(panel, pair, year) ?? 0) >= leastPapers));
}

export function isPair([a, b]: PairOfCodes, x: string, y: string): boolean {
  return (a === x && b === y) || (a === y && b === x);
}
