/** R of subsets of the papers and of fields, and whether it agrees with R of all papers. */
import type { EstimatedMeasure, Interval } from "briefing/analysis";
import { sum } from "../indicators/statistics.js";
import { changed, differenceOf, remainingChange, type WorksRatio } from "./works-ratio.js";
import type { WorksRule } from "./works-rule.js";

/** R of a subset of the papers, or of all with other weights, and whether it agrees with R of all papers. */
export interface PartFinding {
  readonly ratio: WorksRatio;
  /** How much of the change in all papers remains; null if they have not changed. */
  readonly remains: EstimatedMeasure;
  /** `unclear`: chance allows both. */
  readonly state: "same" | "other" | "unclear" | "few-papers";
  /**
   * Joint papers of the year that would decide an unclear answer if R remained as it is; null if the answer is clear, or
   * if no number of papers would decide it.
   */
  readonly decisive: number | null;
}

/** R of one field, and whether it agrees with R of the whole. */
export interface FieldFinding {
  readonly field: number;
  readonly ratio: WorksRatio;
  /** Fraction of the joint papers expected at the baseline's propensity. */
  readonly weight: number;
  readonly state: "agrees" | "differs" | "unclear" | "few-papers";
  /** The other fields, expected field by field. */
  readonly without: PartFinding;
}

export function hasChanged({ leastChange }: WorksRule, all: WorksRatio): boolean {
  return changed(all) && Math.abs((all.value ?? 1) - 1) >= leastChange;
}

/** A change is the same if enough of it remains; without a change, R must be nearly the same. */
export function partFinding(works: WorksRule, all: WorksRatio, ratio: WorksRatio): PartFinding {
  const remains = remainingChange(all, ratio);
  if (all.value === null || ratio.value === null || ratio.least < works.leastExpected)
    return { ratio, remains, state: "few-papers", decisive: null };
  if (hasChanged(works, all) && remains.confidence !== null) {
    const within = { lower: works.remains, upper: 1 / works.remains };
    return { ratio, remains, ...stateWithin(remains.confidence, within, remains.value ?? NaN, all.joint) };
  }
  const { value, margin } = differenceOf(all, ratio);
  const most = Math.log(1 + works.closeTo);
  const interval = { lower: value - margin, upper: value + margin };
  return { ratio, remains, ...stateWithin(interval, { lower: -most, upper: most }, value, all.joint) };
}

function stateWithin(
  interval: Interval,
  within: Interval,
  value: number,
  joint: number,
): Pick<PartFinding, "state" | "decisive"> {
  const state = overlap(interval, within);
  return { state, decisive: state === "unclear" ? decisivePapers(interval, within, value, joint) : null };
}

/** Chance is as wide as the inverse square root of the papers, and has to end before the nearest limit. */
function decisivePapers(interval: Interval, within: Interval, value: number, joint: number): number | null {
  const distance = Math.min(Math.abs(value - within.lower), Math.abs(value - within.upper));
  const papers = joint * ((interval.upper - interval.lower) / 2 / distance) ** 2;
  return Number.isFinite(papers) ? Math.max(joint, Number(papers.toPrecision(2))) : null;
}

function overlap(interval: Interval, within: Interval): "same" | "other" | "unclear" {
  if (interval.lower >= within.lower && interval.upper <= within.upper) return "same";
  return interval.upper < within.lower || interval.lower > within.upper ? "other" : "unclear";
}

export function fieldFindings(
  works: WorksRule,
  all: WorksRatio,
  ratios: readonly Pick<FieldFinding, "field" | "ratio" | "without">[],
): readonly FieldFinding[] {
  const expected = sum(ratios.map(({ ratio }) => ratio.expected ?? ratio.joint));
  return ratios.map((one) => ({
    ...one,
    weight: expected === 0 ? 0 : (one.ratio.expected ?? one.ratio.joint) / expected,
    state: fieldState(works, all, one.ratio),
  }));
}

/**
 * A field agrees if it changed enough by itself, or more than the whole; if nothing changed, if R is close. A field with
 * few papers can only differ: its own interval must exclude that it agrees.
 */
function fieldState(works: WorksRule, all: WorksRatio, ratio: WorksRatio): FieldFinding["state"] {
  if (all.value === null || ratio.value === null || ratio.least < works.fields.leastToDiffer)
    return "few-papers";
  const isSmall = ratio.least < works.fields.leastExpected;
  const state = stateOfField(works, all, ratio);
  return isSmall && state !== "differs" ? "few-papers" : state;
}

function stateOfField(works: WorksRule, all: WorksRatio, ratio: WorksRatio): FieldFinding["state"] {
  const { value: share, confidence } = remainingChange(all, ratio);
  if (hasChanged(works, all) && share !== null && confidence !== null) {
    if (confidence.upper < works.remains) return "differs";
    return share >= works.remains && changed(ratio) ? "agrees" : "unclear";
  }
  const { value, margin } = differenceOf(all, ratio);
  const most = Math.log(1 + works.fields.closeTo);
  if (Math.abs(value) - margin > most) return "differs";
  return Math.abs(value) <= most ? "agrees" : "unclear";
}
