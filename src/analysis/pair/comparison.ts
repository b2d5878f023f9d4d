import { AnalysisError } from "../indicators/errors.js";
import { geometricMean } from "../indicators/numeric/mean.js";
import {
  type Assessment,
  completeVerdict,
  fittedIn,
  jointIn,
  largePairs,
  type OwnChange,
  type PairOfCodes,
  type Panel,
  type PanelTurn,
  ratioOfPair,
} from "../verdict/index.js";

export interface PathPoint {
  readonly year: number;
  /** Propensity over that of the baseline: R of the verdict rule. */
  readonly ratio: number;
  readonly status: "complete" | "incomplete";
}

/** The propensity of a pair, year by year, against its own baseline. */
export interface PairPath {
  /** `CN–US` */
  readonly key: string;
  readonly pair: PairOfCodes;
  readonly points: readonly PathPoint[];
}

/** A pair beside all other large pairs of a panel, by the measure and the years of the verdict rule. */
export interface Comparison {
  readonly panel: Panel["id"];
  readonly edition: string;
  /** Year of the verdict: the last that is complete in every source. */
  readonly year: number;
  readonly baseline: readonly number[];
  /** Joint works that a large pair has in every year of the baseline. */
  readonly leastWorks: number;
  readonly own: OwnChange;
  /** The change of course that the rule looks for. */
  readonly turn: PanelTurn;
  /** Joint works of the pair in that year over their geometric mean in the baseline, less one. Range: −1–∞. */
  readonly jointChange: number;
  readonly path: PairPath;
  /** Other large pairs, the one with the lowest ratio in the year of the verdict first. */
  readonly others: readonly PairPath[];
}

/** What a comparison is made of; `pair.context` has it. */
export interface ComparisonSource {
  readonly assessment: Assessment;
  readonly evidence: { readonly pair: PairOfCodes };
  panel(id: Panel["id"]): Panel;
}

/**
 * The pair beside the other large pairs of a panel. Ranks and turns are those of the verdict; nothing is tested twice.
 * Throws where no year after the baseline is complete in every source, and where the panel has no other large pair or
 * too few years.
 */
export function comparisonIn(about: ComparisonSource, id: Panel["id"]): Comparison {
  const { rule, comparable } = about.assessment;
  const complete = completeVerdict(about.assessment);
  const { pair } = about.evidence;
  const panel = about.panel(id);
  const own = complete.own.find((one) => one.panel === id);
  const turn = complete.turns.find((one) => one.panel === id);
  if (own === undefined || turn === undefined)
    throw new AnalysisError(
      `${panel.edition}, ${complete.year}: ${keyOf(pair)} has no other large pairs to compare with, or too few years`,
    );
  const baseline = comparable.baselineYears;
  const leastWorks = rule.standing.own.leastPapers;
  const years = panel.years.filter((year) => year >= rule.standing.turn.from);
  const pathOf = (one: PairOfCodes): PairPath => ({
    key: keyOf(one),
    pair: one,
    points: years.flatMap((year) => {
      const ratio = ratioOfPair(panel, one, { year, baseline });
      const months = panel.at(year)?.months ?? -Infinity;
      const status = months >= rule.completeAfterMonths ? ("complete" as const) : ("incomplete" as const);
      return ratio === null ? [] : [{ year, ratio, status }];
    }),
  });
  const others = largePairs(panel, baseline, leastWorks)
    .filter((one) => keyOf(one) !== keyOf(pair))
    .map(pathOf)
    .sort((a, b) => ratioAt(a, complete.year) - ratioAt(b, complete.year));
  return {
    ...{ panel: id, edition: panel.edition, year: complete.year, baseline, leastWorks, own, others },
    ...{ turn, path: pathOf(pair), jointChange: jointChange(panel, pair, { year: complete.year, baseline }) },
  };
}

/** Propensity of the pair from the first year of the panel to the year of the verdict. */
export function propensityToVerdict(
  about: ComparisonSource,
  id: Panel["id"],
): readonly { readonly year: number; readonly value: number }[] {
  const { complete } = about.assessment;
  const panel = about.panel(id);
  return panel.years.flatMap((year) => {
    const value =
      complete === null || year > complete.year ? null : fittedIn(panel, about.evidence.pair, year);
    return value === null || value <= 0 ? [] : [{ year, value }];
  });
}

function jointChange(
  panel: Panel,
  pair: PairOfCodes,
  { year, baseline }: { readonly year: number; readonly baseline: readonly number[] },
): number {
  const before = geometricMean(baseline.map((one) => jointIn(panel, pair, one)));
  return (jointIn(panel, pair, year) ?? NaN) / (before ?? NaN) - 1;
}

function keyOf([a, b]: PairOfCodes): string {
  return `${a}–${b}`;
}

function ratioAt({ points }: PairPath, year: number): number {
  return points.find((point) => point.year === year)?.ratio ?? Infinity;
}
