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
  /** The same part in other years, each against a baseline as far back. */
  readonly belowInOtherYears: readonly { readonly year: number; readonly part: number }[];
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
  const ratio = ratioOfPair(panel, pair, { year, baseline });
  const others = largePairs(panel, baseline, standing.own.leastPapers).filter((one) => !isPair(one, ...pair));
  if (ratio === null || others.length === 0) return null;
  const partBelow = (in_: number, against: readonly number[]): number => {
    const found = others.flatMap((one) => ratioOfPair(panel, one, { year: in_, baseline: against }) ?? []);
    return found.filter((value) => value < limits.partial).length / found.length;
  };
  const values = others.flatMap((one) => ratioOfPair(panel, one, { year, baseline }) ?? []);
  const asMuch = values.filter((value) => (direction === "down" ? value <= ratio : value >= ratio)).length;
  const offsets = baseline.map((one) => one - year);
  const earlier = panel.years.filter((one) => one >= standing.own.since && one < year);
  return {
    panel: panel.id,
    ratio,
    rank: 1 + asMuch,
    of: 1 + values.length,
    p: (1 + asMuch) / (1 + values.length),
    below: partBelow(year, baseline),
    belowInOtherYears: earlier.map((one) => ({
      year: one,
      part: partBelow(
        one,
        offsets.map((offset) => one + offset),
      ),
    })),
  };
}
