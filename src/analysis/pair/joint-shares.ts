import { share } from "../indicators/counting.js";
import { type ConfidenceOptions, wilson } from "../indicators/inference.js";
import { missing } from "../indicators/interval.js";
import type { BoundedMeasure, Interval } from "../../model/measure.js";
import type { PairYearCounts } from "./joint-counts.js";

/** A share with what the bounds of its count allow, and its sampling error beside it. */
export interface JointShare extends BoundedMeasure {
  /** Wilson's interval, from the least count's lower end to the greatest count's upper end; null without a value. */
  readonly confidence: (Interval & { readonly level: number }) | null;
}

/** Joint papers as shares of the international papers of x, of y, and of the world. */
export interface JointShares {
  readonly ofX: JointShare;
  readonly ofY: JointShare;
  readonly ofWorld: JointShare;
}

/**
 * Joint papers as shares of all international papers, which contain them.
 *
 * Units: fraction. Range: 0–1. A denominator that the edition does not have, or that is zero: null with the reason. The
 * interval is that of papers drawn by chance; it holds neither late entries nor a change of coverage. Source: Luukkonen
 * et al. 1993; Wilson 1927.
 */
export function jointShares(
  { joint, x, y, world }: Pick<PairYearCounts, "joint" | "x" | "y" | "world">,
  { level = 0.95 }: ConfidenceOptions = {},
): JointShares {
  const of = (whole: number | null): JointShare => {
    if (whole === null) return { ...missing("insufficient_data", 0), confidence: null };
    const measure = share(joint, whole);
    const least = wilson(joint.lower, whole, { level }).confidence;
    const most = wilson(Math.min(joint.upper, whole), whole, { level }).confidence;
    const confidence =
      least === null || most === null ? null : { lower: least.lower, upper: most.upper, level };
    return { ...measure, confidence };
  };
  return { ofX: of(x), ofY: of(y), ofWorld: of(world) };
}
