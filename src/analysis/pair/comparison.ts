import { AnalysisError } from "../indicators/errors.js";
import { geometricMean } from "../indicators/statistics.js";
import {
  type Assessment,
  completeVerdict,
  jointIn,
  largePairs,
  type OwnChange,
  type PairOfCodes,
  type Panel,
  ratioOfPair,
  samePair,
} from "../verdict/index.js";

/** A pair of economies with at least so many joint works in every year of the baseline that it counts as large. */
export interface ComparedPair {
  readonly pair: PairOfCodes;
  /** Joint works a year in the baseline, their geometric mean. */
  readonly size: number;
  /** Of the year of the baseline with the fewest. */
  readonly least: number;
  /** Propensity in the year of the verdict over that of the baseline: R of the verdict rule. */
  readonly ratio: number;
}

/** A pair beside all other large pairs of a panel, by the measure and the years of the verdict rule. */
export interface Comparison {
  readonly edition: string;
  /** Year of the verdict: the last that is complete in every source. */
  readonly year: number;
  readonly baseline: readonly number[];
  readonly own: OwnChange;
  readonly itself: ComparedPair;
  readonly others: readonly ComparedPair[];
}

/** What a comparison is made of; `pair.context` has it. */
export interface ComparisonSource {
  readonly assessment: Assessment;
  readonly evidence: { readonly pair: PairOfCodes };
  panel(id: Panel["id"]): Panel;
}

/**
 * The pair beside the other large pairs of a panel. The rank is that of the verdict. Throws where no year after the
 * baseline is complete in every source, and where the panel has no other large pair.
 */
export function comparisonIn(about: ComparisonSource, id: Panel["id"]): Comparison {
  const { rule, comparable } = about.assessment;
  const { year, own: places } = completeVerdict(about.assessment);
  const { pair } = about.evidence;
  const panel = about.panel(id);
  const { edition } = panel;
  const own = places.find((one) => one.panel === id);
  const baseline = comparable.baselineYears;
  const compared = (one: PairOfCodes): readonly ComparedPair[] => {
    const works = baseline.map((base) => jointIn(panel, one, base) ?? 0);
    const [ratio, size] = [ratioOfPair(panel, one, { year, baseline }), geometricMean(works)];
    return ratio === null || size === null ? [] : [{ pair: one, size, least: Math.min(...works), ratio }];
  };
  const [itself] = compared(pair);
  if (own === undefined || itself === undefined)
    throw new AnalysisError(
      `${edition}, ${year}: ${pair.join("–")} has no other large pairs to compare with`,
    );
  const others = largePairs(panel, baseline, rule.standing.own.leastPapers).filter(
    (one) => !samePair(one, pair),
  );
  return { edition, year, baseline, own, itself, others: others.flatMap(compared) };
}

/**
 * How many pairs fell as far among those with at least so many joint works in every year of the baseline, and among how
 * many; the pair itself is in neither number.
 */
export function placeAmong(
  { itself, others }: Pick<Comparison, "itself" | "others">,
  leastWorks: number,
): { readonly asFar: number; readonly of: number } {
  const large = others.filter(({ least }) => least >= leastWorks);
  return { asFar: large.filter(({ ratio }) => ratio <= itself.ratio).length, of: large.length };
}
