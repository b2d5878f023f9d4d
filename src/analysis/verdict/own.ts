import { isPair, largePairs, type PairOfCodes, type Panel, ratioOfPair } from "./panel.js";
import type { VerdictRule } from "./rule.js";

/** A change of a pair beside the changes of all other large pairs of its panel. */
export interface OwnChange {
  readonly panel: Panel["id"];
  /** R of the pair. */
  readonly ratio: number;
  /** Place among the large pairs, this one among them: 1 = changed most in the direction of the verdict. */
  readonly rank: number;
  readonly of: number;
  /** (1 + others that changed as much)/(1 + others). */
  readonly p: number;
  /** Part of the other large pairs that lie below the limit of partial decoupling in the year. */
  readonly below: number;
  /** The same part in earlier years, each against a baseline as far back. */
  readonly belowEarlier: readonly EarlierYear[];
}

interface EarlierYear {
  readonly year: number;
  /** Among the pairs that are large in the baseline of the verdict. */
  readonly samePairs: number;
  /** Among the pairs that were large in the baseline of that year; null where none was. */
  readonly largeThen: number | null;
}

export interface OwnQuestion {
  readonly pair: PairOfCodes;
  readonly year: number;
  readonly baseline: readonly number[];
  /** Whether a small R is what is asked about, or a large one. */
  readonly direction: "down" | "up";
}

/** Whether the change is the pair's own; null where the panel lacks the pair or no other pair is large enough. */
export function ownChange(
  { standing, limits }: VerdictRule,
  panel: Panel,
  { pair, year, baseline, direction }: OwnQuestion,
): OwnChange | null {
  const { leastPapers, since } = standing.own;
  const largeIn = (years: readonly number[]) =>
    largePairs(panel, years, leastPapers).filter((one) => !isPair(one, ...pair));
  const partBelow = (among: readonly PairOfCodes[], in_: number, against: readonly number[]) => {
    const found = among.flatMap((one) => ratioOfPair(panel, one, { year: in_, baseline: against }) ?? []);
    return found.length === 0 ? null : found.filter((value) => value < limits.partial).length / found.length;
  };
  const ratio = ratioOfPair(panel, pair, { year, baseline });
  const others = largeIn(baseline);
  const values = others.flatMap((one) => ratioOfPair(panel, one, { year, baseline }) ?? []);
  const below = partBelow(others, year, baseline);
  if (ratio === null || below === null) return null;
  const asMuch = values.filter((value) => (direction === "down" ? value <= ratio : value >= ratio)).length;
  const belowEarlier = panel.years
    .filter((one) => one >= since && one < year)
    .flatMap((one) => {
      const against = baseline.map((base) => base - year + one);
      const samePairs = partBelow(others, one, against);
      return samePairs === null
        ? []
        : [{ year: one, samePairs, largeThen: partBelow(largeIn(against), one, against) }];
    });
  return {
    ...{ panel: panel.id, ratio, below, belowEarlier },
    rank: 1 + asMuch,
    of: 1 + values.length,
    p: (1 + asMuch) / (1 + values.length),
  };
}
