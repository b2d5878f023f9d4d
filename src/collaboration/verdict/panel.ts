import { acrossSettings } from "briefing/analysis";
import { type LinkTable, placeIn, placesOf } from "../indicators/links.js";
import { geometricMean } from "../indicators/statistics.js";
import { type FittedLinks, quasiIndependence } from "../indicators/quasi-independence.js";
import type { VerdictRule } from "./rule.js";
import type { RatioQuestion } from "./works-ratio.js";

/** All links of one year, and those expected by quasi-independence. */
export interface PanelYear {
  readonly year: number;
  /** Months from the end of the year to the month of the count. */
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

/** Fitted on demand: some series read only the table. */
export function fittedWhenAsked(
  { year, months }: Pick<PanelYear, "year" | "months">,
  table: LinkTable,
): PanelYear {
  let fitted: FittedLinks | undefined;
  return {
    year,
    months,
    table,
    get fitted() {
      return (fitted ??= quasiIndependence(table));
    },
  };
}

/** Codes in alphabetical order. */
export type PairOfCodes = readonly [string, string];

export const pairOf = (x: string, y: string): PairOfCodes => (x < y ? [x, y] : [y, x]);

/** Joint works of a pair in a year; zero if the panel has none, null if it lacks the year or one of the two. */
export function jointIn(panel: Panel, [a, b]: PairOfCodes, year: number): number | null {
  const table = panel.at(year)?.table;
  if (table === undefined) return null;
  const i = placeIn(table.economies, a);
  const j = placeIn(table.economies, b);
  return i < 0 || j < 0 ? null : (table.links[i]?.[j] ?? 0);
}

/**
 * Observed over fitted links of a pair in a year: w_xy/e_xy, 1 = as expected from size alone. Null if the panel lacks
 * the year or one of the two, if nothing is expected, or if the fit did not converge. Source: Luukkonen et al. 1993.
 */
export function fittedIn(panel: Panel, pair: PairOfCodes, year: number): number | null {
  return allFittedIn(panel, [pair], year)[0] ?? null;
}

/** The same for several pairs. */
export function allFittedIn(
  panel: Panel,
  pairs: readonly PairOfCodes[],
  year: number,
): readonly (number | null)[] {
  const one = panel.at(year);
  if (one === undefined) return pairs.map(() => null);
  const { links, economies } = one.table;
  const { factors } = one.fitted;
  const places = placesOf(economies);
  return pairs.map(([a, b]) => {
    const i = places.get(a) ?? -1;
    const j = places.get(b) ?? -1;
    const expected = (factors?.[i] ?? 0) * (factors?.[j] ?? 0);
    return expected === 0 ? null : (links[i]?.[j] ?? 0) / expected;
  });
}

/**
 * R of a pair by quasi-independence: its propensity in a year over the geometric mean of the baseline years.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null if a year is missing or the baseline contains a zero.
 */
export function ratioOfPair(panel: Panel, pair: PairOfCodes, against: RatioQuestion): number | null {
  return ratiosOf(panel, [pair], against)[0] ?? null;
}

/** The same for several pairs. */
function ratiosOf(
  panel: Panel,
  pairs: readonly PairOfCodes[],
  { year, baseline }: RatioQuestion,
): readonly (number | null)[] {
  const before = baseline.map((one) => allFittedIn(panel, pairs, one));
  return allFittedIn(panel, pairs, year).map((now, index) => {
    const mean = geometricMean(before.map((values) => values[index] ?? null));
    return now === null || mean === null ? null : now / mean;
  });
}

/** Pairs with at least this many joint works in each of the years: smaller ones move mostly by chance. */
export function largePairs(
  panel: Panel,
  years: readonly number[],
  leastPapers: number,
): readonly PairOfCodes[] {
  const [first, ...others] = years;
  const table = first === undefined ? undefined : panel.at(first)?.table;
  // Most pairs are small, so checking the first year eliminates nearly all of them.
  const pairs = table === undefined ? [] : pairsWith(table, leastPapers);
  return pairs.filter((pair) => others.every((year) => (jointIn(panel, pair, year) ?? 0) >= leastPapers));
}

/** Cached, because every baseline needs it. */
const large = new WeakMap<
  LinkTable,
  { readonly leastPapers: number; readonly pairs: readonly PairOfCodes[] }
>();

function pairsWith(table: LinkTable, leastPapers: number): readonly PairOfCodes[] {
  const before = large.get(table);
  if (before?.leastPapers === leastPapers) return before.pairs;
  const { economies, links } = table;
  const pairs: PairOfCodes[] = [];
  for (const [i, row] of links.entries())
    for (let j = i + 1; j < row.length; j++)
      if ((row[j] ?? 0) >= leastPapers) pairs.push([economies[i] ?? "", economies[j] ?? ""]);
  large.set(table, { leastPapers, pairs });
  return pairs;
}

/** Whether two pairs of economies are the same pair, in either order. */
export function samePair([a, b]: readonly [string, string], [x, y]: readonly [string, string]): boolean {
  return (a === x && b === y) || (a === y && b === x);
}

/** The rank of a pair among others, including itself. */
interface Rank {
  /** 1 = the largest change in the direction of the verdict. */
  readonly rank: number;
  readonly of: number;
  /** (1 + others that changed as much)/(1 + others). */
  readonly p: number;
}

/** A pair's change compared with the changes of all other large pairs of its panel. */
export interface OwnChange extends Rank {
  readonly panel: Panel["id"];
  /** R of the pair. */
  readonly ratio: number;
  /** The rank among the large pairs nearest in size that share neither economy; null without one. */
  readonly near: Rank | null;
  /** Share of the other large pairs below the partial-decoupling limit in the year. */
  readonly below: number;
  /** The same share in earlier years, each against an equally distant baseline. */
  readonly belowEarlier: readonly EarlierYear[];
}

interface EarlierYear {
  readonly year: number;
  /** Among the pairs that are large in the verdict's baseline. */
  readonly samePairs: number;
  /** Among the pairs that were large in that year's baseline; null if there were none. */
  readonly largeThen: number | null;
}

export interface OwnQuestion extends RatioQuestion {
  readonly pair: PairOfCodes;
  /** Whether small or large values of R are of interest. */
  readonly direction: "down" | "up";
}

/** Whether the change is specific to the pair; null if the panel lacks the pair or has no other large pair. */
export function ownChange(rule: VerdictRule, panel: Panel, question: OwnQuestion): OwnChange | null {
  const { limits } = rule;
  const key = JSON.stringify(["own-change", panel.id, question]);
  const found = acrossSettings(key, () => changesAround(rule, panel, question));
  const partBelow = (ratios: readonly number[]) =>
    ratios.length === 0 ? null : ratios.filter((value) => value < limits.partial).length / ratios.length;
  const below = partBelow(found.others);
  if (found.ranks === null || below === null) return null;
  const belowEarlier = found.earlier.flatMap(({ year, same, largeThen }) => {
    const samePairs = partBelow(same);
    return samePairs === null ? [] : [{ year, samePairs, largeThen: partBelow(largeThen) }];
  });
  return { panel: panel.id, ...found.ranks, below, belowEarlier };
}

/** R of the large pairs in the year and in earlier years, and the rank of the pair: all that no limit decides. */
interface ChangesAround {
  readonly ranks: (Rank & Pick<OwnChange, "ratio" | "near">) | null;
  readonly others: readonly number[];
  readonly earlier: readonly {
    readonly year: number;
    readonly same: readonly number[];
    readonly largeThen: readonly number[];
  }[];
}

function changesAround(
  { standing }: VerdictRule,
  panel: Panel,
  { pair, year, baseline, direction }: OwnQuestion,
): ChangesAround {
  const { leastPapers, nearest, since } = standing.own;
  const largeIn = (years: readonly number[]) =>
    largePairs(panel, years, leastPapers).filter((one) => !samePair(one, pair));
  const known = (pairs: readonly PairOfCodes[], against: RatioQuestion) =>
    ratiosOf(panel, pairs, against).flatMap((value) => value ?? []);
  const ratio = ratioOfPair(panel, pair, { year, baseline });
  const large = largeIn(baseline);
  const others = known(large, { year, baseline });
  if (ratio === null || others.length === 0) return { ranks: null, others, earlier: [] };
  const rankAmong = (values: readonly number[]): Rank => {
    const asMuch = values.filter((value) => (direction === "down" ? value <= ratio : value >= ratio)).length;
    const rank = 1 + asMuch;
    const of = 1 + values.length;
    return { rank, of, p: rank / of };
  };
  const near = nearestInSize(panel, pair, { baseline, among: large, most: nearest });
  const earlier = panel.years
    .filter((one) => one >= since && one < year)
    .map((one) => {
      const against = { year: one, baseline: baseline.map((base) => base - year + one) };
      const largeThen = known(largeIn(against.baseline), against);
      return { year: one, same: known(large, against), largeThen };
    });
  const ofNear = near.length === 0 ? null : rankAmong(known(near, { year, baseline }));
  return { ranks: { ratio, ...rankAmong(others), near: ofNear }, others, earlier };
}

/** This many pairs whose joint works in the baseline are nearest to the pair's, sharing neither of its economies. */
function nearestInSize(
  panel: Panel,
  pair: PairOfCodes,
  given: {
    readonly baseline: readonly number[];
    readonly among: readonly PairOfCodes[];
    readonly most: number;
  },
): readonly PairOfCodes[] {
  const sizeOf = (one: PairOfCodes) =>
    Math.log(geometricMean(given.baseline.map((year) => jointIn(panel, one, year))) ?? NaN);
  const size = sizeOf(pair);
  return given.among
    .filter((one) => !one.some((code) => pair.includes(code)))
    .map((one) => ({ one, distance: Math.abs(sizeOf(one) - size) }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, given.most)
    .map(({ one }) => one);
}

/** Whether a pair is among the few that changed most, of all large pairs and of those of its size, in every panel. */
export function isAmongFew(
  { standing }: Pick<VerdictRule, "standing">,
  own: readonly OwnChange[],
): { readonly large: boolean; readonly near: boolean } | null {
  if (own.length === 0 || own.some(({ near }) => near === null)) return null;
  const { rank } = standing.own;
  return {
    large: own.every(({ p }) => p <= rank),
    near: own.every(({ near }) => near !== null && near.p <= rank),
  };
}
