import { AnalysisError } from "briefing/analysis";
import { geometricMean } from "../indicators/statistics.js";
import {
  completeVerdict,
  jointIn,
  largePairs,
  type PairOfCodes,
  type Panel,
  ratioOfPair,
  samePair,
} from "../verdict/index.js";
import { pairOf } from "../verdict/panel.js";
import type { PairContext } from "./context.js";

/** A pair compared with all other large pairs of a panel, using the measure and years of the verdict rule. */
export type Comparison = Readonly<ReturnType<typeof comparisonIn>>;

/** Inputs of a comparison. */
export type ComparisonSource = Pick<PairContext, "assessment" | "one" | "panel" | "two">;

/**
 * Compares the pair with the other large pairs of a panel. The rank is that of the verdict. Throws if no year after the
 * baseline is complete in every source, or if the panel has no other large pair.
 */
export function comparisonIn(about: ComparisonSource, id: Panel["id"]) {
  const { rule, comparable } = about.assessment;
  const { year, own: places } = completeVerdict(about.assessment);
  const pair = pairOf(about.one.code, about.two.code);
  const panel = about.panel(id);
  const { edition } = panel;
  const own = places.find((one) => one.panel === id);
  const baseline = comparable.baselineYears;
  const compared = (one: PairOfCodes) => {
    const works = baseline.map((base) => jointIn(panel, one, base) ?? 0);
    /** R of the verdict rule, and the geometric mean of joint works per baseline year; `least`: those of the fewest. */
    const ratio = ratioOfPair(panel, one, { year, baseline });
    const size = geometricMean(works);
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
 * Among pairs with at least `leastWorks` joint works in every baseline year: how many fell as far, and how many there
 * are. Neither number includes the pair itself.
 */
export function placeAmong(
  { itself, others }: Pick<Comparison, "itself" | "others">,
  leastWorks: number,
): { readonly asFar: number; readonly of: number } {
  const large = others.filter(({ least }) => least >= leastWorks);
  return { asFar: large.filter(({ ratio }) => ratio <= itself.ratio).length, of: large.length };
}
