import * as change from "../indicators/change.js";
import { AnalysisError } from "../indicators/errors.js";
import { geometricMean } from "../indicators/numeric/statistics.js";
import { jointIn, type Panel, ratioOfPair } from "../verdict/index.js";
import type { PairContext } from "./context.js";
import { panelOf } from "./evidence.js";

/** How one pair of economies moved since a baseline, size set aside, and in joint papers. */
export interface PartnerRatio {
  readonly economy: string;
  readonly partner: string;
  /** R: propensity over that of the baseline; 1 is as in the baseline. Null where the baseline or the year has none. */
  readonly ratio: number | null;
  /** Joint papers of the year. */
  readonly joint: number | null;
  /** Joint papers of the baseline: the geometric mean of its years. */
  readonly jointBefore: number | null;
  /** Relative change of the joint papers; 0.5 is half as many again. */
  readonly jointChange: number | null;
}

export interface RatioYears {
  readonly year: number;
  readonly baseline: readonly number[];
}

/**
 * R of an economy with every other economy of a panel, by quasi-independence, and the change in joint papers against the
 * same baseline; in the order of codes. Throws for a year or an economy that the panel lacks.
 */
export function ratiosOf(
  panel: Panel,
  economy: string,
  { year, baseline }: RatioYears,
): readonly PartnerRatio[] {
  const economies = panel.at(year)?.table.economies;
  if (economies === undefined) throw new AnalysisError(`ratiosOf: ${panel.edition} has no pairs of ${year}`);
  if (!economies.includes(economy))
    throw new AnalysisError(
      `ratiosOf: the pairs of ${panel.edition} in ${year} have no economy "${economy}"`,
    );
  return economies
    .filter((code) => code !== economy)
    .map((partner) => {
      const pair = economy < partner ? ([economy, partner] as const) : ([partner, economy] as const);
      const joint = jointIn(panel, pair, year);
      const jointBefore = geometricMean(baseline.map((one) => jointIn(panel, pair, one)));
      return {
        ...{ economy, partner, joint, jointBefore },
        ratio: ratioOfPair(panel, pair, { year, baseline }),
        jointChange:
          joint === null || jointBefore === null ? null : change.relative(jointBefore, joint).value,
      };
    });
}

/** The pairs that have a ratio, the greatest first, without the partners named. */
export function byRatio(
  ratios: readonly PartnerRatio[],
  { without = [] }: { readonly without?: readonly string[] } = {},
): readonly (PartnerRatio & { readonly ratio: number })[] {
  return ratios
    .flatMap((one) =>
      one.ratio === null || without.includes(one.partner) ? [] : [{ ...one, ratio: one.ratio }],
    )
    .sort((a, b) => b.ratio - a.ratio || (a.partner < b.partner ? -1 : 1));
}

/** The ratios of one of two economies. */
export interface RatiosOfOne {
  readonly all: readonly PartnerRatio[];
  /** Without the other of the two, the greatest ratio first. */
  readonly others: readonly (PartnerRatio & { readonly ratio: number })[];
  /** How many of the others it grew closer to: ratio above one. */
  readonly closer: number;
}

export interface RatiosOfBoth {
  readonly edition: string;
  /** Economies of the panel, the two among them. */
  readonly economies: number;
  readonly one: RatiosOfOne;
  readonly two: RatiosOfOne;
  /** The two with each other. */
  readonly pair: PartnerRatio;
}

/** The ratios of both economies in the panel of the table pairs. Throws where that has no rows, and as `ratiosOf`. */
export function ratiosOfBoth(
  about: Pick<PairContext, "one" | "two" | "rows">,
  years: RatioYears,
): RatiosOfBoth {
  const { one, two } = about;
  const panel = panelOf(about.rows("pairs"), about.rows("editions"), { id: "listed", absent: "error" });
  if (panel === undefined) throw new AnalysisError("ratiosOfBoth: data/pairs.csv has no rows");
  const ratiosIn = ({ code }: { readonly code: string }, { code: other }: { readonly code: string }) => {
    const all = ratiosOf(panel, code, years);
    const others = byRatio(all, { without: [other] });
    return { all, others, closer: others.filter(({ ratio }) => ratio > 1).length };
  };
  const [ofOne, ofTwo] = [ratiosIn(one, two), ratiosIn(two, one)];
  const pair = ofTwo.all.find(({ partner }) => partner === one.code);
  if (pair === undefined)
    throw new AnalysisError(`ratiosOfBoth: ${panel.edition} has no pair of ${one.code} and ${two.code}`);
  return { edition: panel.edition, economies: ofTwo.all.length + 1, one: ofOne, two: ofTwo, pair };
}
