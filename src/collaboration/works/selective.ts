/** Do sensitive fields decouple while others do not? A separate question, never part of the verdict. */
import { type EstimatedMeasure, measure } from "briefing/analysis";
import type { VerdictRule } from "../verdict/rule.js";
import {
  bySizeInFields,
  intervalOf,
  type RatioQuestion,
  worksRatio,
  type WorksRatio,
} from "../verdict/works-ratio.js";
import type { SelectiveAnswer, WorksEvidence, WorksRule } from "../verdict/works-rule.js";

/** Sensitive fields against control fields, both named by the rule before anything was counted. */
export function selective(
  { limits }: Pick<VerdictRule, "limits">,
  { rule, years }: WorksEvidence,
  question: RatioQuestion,
) {
  const of = (ids: readonly number[]): WorksRatio =>
    worksRatio((year) => {
      const fields = years
        .find((one) => one.year === year)
        ?.fields.filter(({ field }) => ids.includes(field));
      return fields === undefined ? null : bySizeInFields(fields);
    }, question);
  /** R of the sensitive fields, and of the control fields, expected field by field. */
  const sensitive = of(rule.fields.sensitive);
  const control = of(rule.fields.control);
  const times = ratioOfRatios(sensitive, control);
  /** The sensitive fields with enough joint papers, each compared with the control fields. */
  const tested = rule.fields.sensitive.flatMap((field) => {
    const ratio = of([field]);
    if (ratio.least < rule.fields.leastExpected) return [];
    const ofField = ratioOfRatios(ratio, control);
    return { field, times: ofField, fell: hasFallen(limits, ofField) };
  });
  const answer = answerOf(limits, rule.fields, [sensitive, control], times, tested);
  return { answer, sensitive, control, times, tested };
}

function hasFallen({ partial }: VerdictRule["limits"], { value, confidence }: EstimatedMeasure): boolean {
  return value !== null && value < partial && (confidence?.upper ?? Infinity) < 1;
}

function answerOf(
  limits: VerdictRule["limits"],
  { leastExpected, share }: WorksRule["fields"],
  ratios: readonly WorksRatio[],
  times: EstimatedMeasure,
  tested: readonly { readonly fell: boolean }[],
): SelectiveAnswer {
  const { value, confidence } = times;
  if (value === null || confidence === null || ratios.some(({ least }) => least < leastExpected))
    return "few-papers";
  if (hasFallen(limits, times)) {
    if (tested.length < 2) return "few-papers";
    const fell = tested.filter((field) => field.fell).length;
    return fell * share[1] >= tested.length * share[0] ? "yes" : "some";
  }
  if (value > limits.recoupled && confidence.lower > 1) return "reverse";
  return confidence.lower >= limits.partial && confidence.upper <= limits.recoupled ? "no" : "unclear";
}

/**
 * Ratio of two R values from disjoint sets of papers.
 *
 * Formula: R₁/R₂.
 * Unit: none; `n`: joint papers of both.
 * Range: 0–∞, 1 = both changed alike.
 * Undefined: as `worksRatio`; a second R of zero (`zero_denominator`).
 * Interval: from the sum of the variances of the logarithms.
 * Source: Altman and Bland 2003.
 */
export function ratioOfRatios(one: WorksRatio, other: WorksRatio): EstimatedMeasure {
  const n = one.n + other.n;
  if (one.value === null || other.value === null)
    return { ...measure(one.reason ?? other.reason ?? "insufficient_data", n), confidence: null };
  if (other.value === 0 || one.confidence === null || other.confidence === null)
    return { ...measure("zero_denominator", n), confidence: null };
  const value = one.value / other.value;
  const error = Math.hypot(one.error, other.error);
  return { ...measure(value, n), confidence: intervalOf(value, error, one.expected ?? 1) };
}
