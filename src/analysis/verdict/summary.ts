import type { Interval } from "../../model/measure.js";
import { AnalysisError } from "../errors.js";
import type { Assessment, YearVerdict } from "./assess.js";
import type { Ratio } from "./specifications.js";

/** The verdict of the last complete year; throws where no year after the baseline is complete in every source. */
export function completeVerdict({ complete, rule, comparable }: Assessment): YearVerdict {
  if (complete !== null) return complete;
  const [{ to }] = rule.baselines;
  throw new AnalysisError(`no year after ${to} is complete in every source, so there is no verdict`, {
    hint: `Years that all of them have: ${comparable.years.join(", ") || "none"}. A year is complete if it was counted ${rule.completeAfterMonths} months after its end.`,
  });
}

/** R of the baseline that headlines quote, one a series, with Hong Kong and Macau apart. */
export function quotedRatios(
  { rule, ratios }: Pick<Assessment, "rule" | "ratios">,
  year: number,
): readonly Ratio[] {
  return ratios.filter(
    (one) =>
      one.year === year &&
      one.specification.baseline === rule.baselines[0] &&
      one.specification.series.territory !== "with China",
  );
}

/** How many more joint papers there were than in the quoted baseline, as a part of them: least and greatest over sources. */
export function changeOfPapers(
  assessment: Pick<Assessment, "rule" | "ratios">,
  year: number,
): Interval | null {
  return spread(quotedRatios(assessment, year).map(({ jointChange }) => jointChange));
}

/** How much more the two worked together than their sizes would give, as a part of it: R − 1 over all specifications. */
export function gapOf({ ratios }: Pick<Assessment, "ratios">, year: number): Interval | null {
  return spread(ratios.flatMap((one) => (one.year === year && one.value !== null ? [one.value - 1] : [])));
}

function spread(values: readonly number[]): Interval | null {
  return values.length === 0 ? null : { lower: Math.min(...values), upper: Math.max(...values) };
}
