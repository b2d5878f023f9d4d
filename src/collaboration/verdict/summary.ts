import { AnalysisError, type Interval, spread } from "briefing/analysis";
import { geometricMean } from "../indicators/statistics.js";
import type { Assessment, YearVerdict } from "./assess.js";
import { decide, type Decision } from "./decide.js";
import type { Baseline, VerdictRule } from "./rule.js";
import { propensityIn } from "./series.js";
import { type Ratio, yearOf } from "./specifications.js";

/** The verdict of the last complete year; throws if no year after the baseline is complete in every source. */
export function completeVerdict({ complete, rule, comparable }: Assessment): YearVerdict {
  if (complete !== null) return complete;
  const [{ to }] = rule.baselines;
  throw new AnalysisError(`no year after ${to} is complete in every source, so there is no verdict`, {
    hint: `Years that all of them have: ${comparable.years.join(", ") || "none"}. A year is complete if it was counted ${rule.completeAfterMonths} months after its end.`,
  });
}

/** R for the headline baseline, one per series, with Hong Kong and Macau separate if the rule counts them so. */
export function quotedRatios(
  { rule, ratios }: Pick<Assessment, "rule" | "ratios">,
  year: number,
): readonly Ratio[] {
  return ratios.filter(
    (one) =>
      one.year === year &&
      one.specification.baseline === rule.baselines[0] &&
      (one.specification.series.territory !== "with China" || !rule.territories.includes("apart")),
  );
}

/** Changes from a baseline, lowest and highest over several computations. */
export type QuotedChange = Readonly<NonNullable<ReturnType<typeof changeOver>>>;

/** The figures quoted for a year: series with separate counts, first baseline. Null as in `changeOver`. */
export function quotedChange(
  assessment: Pick<Assessment, "rule" | "ratios">,
  year: number,
): QuotedChange | null {
  return changeOver(quotedRatios(assessment, year));
}

/** The changes over some computations of a year; null without computations, or if one of them lacks R. */
export function changeOver(ratios: readonly Ratio[]) {
  const values = ratios.flatMap(({ value }) => (value === null ? [] : [value - 1]));
  if (ratios.length === 0 || values.length < ratios.length) return null;
  return {
    /** Joint papers: 0.48 means 48 % more than in the baseline. */
    papers: spread(ratios.map(({ jointChange }) => jointChange)),
    /** Propensity, R − 1: −0.09 means 9 % fewer joint papers than at the baseline's propensity. */
    propensity: spread(values),
  };
}

/** The verdict from each baseline alone. */
export function byBaseline(
  rule: VerdictRule,
  { ratios }: Pick<Decision, "ratios">,
): readonly { readonly baseline: Baseline; readonly decision: Decision }[] {
  return rule.baselines.flatMap((baseline) => {
    const own = ratios.filter(({ specification }) => specification.baseline.id === baseline.id);
    return own.length === 0 ? [] : [{ baseline, decision: decide(rule, own) }];
  });
}

/** Propensity in a year over the geometric mean of other years, R − 1 by series; null if one lacks a year. */
export function propensityAgainst(
  { comparable: { series } }: Pick<Assessment, "comparable">,
  { year, years }: { readonly year: number; readonly years: readonly number[] },
): Interval | null {
  const found = series.map((one) => {
    const at = (of: number) => {
      const point = yearOf(one, of);
      return point === undefined ? null : propensityIn(point);
    };
    return (at(year) ?? NaN) / (geometricMean(years.map(at)) ?? NaN) - 1;
  });
  return found.length === 0 || found.some(Number.isNaN) ? null : spread(found);
}
