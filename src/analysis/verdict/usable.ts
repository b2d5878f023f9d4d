import { AnalysisError } from "../errors.js";
import { toNumber } from "../interval.js";
import type { AffinityPoint, AffinitySeries } from "./facts.js";
import type { Estimand, RuleWindow } from "./rule.js";

export interface ObservedPoint extends AffinityPoint {
  readonly value: number;
}

/** Observed points by year. */
export function observedPoints({ source, measure, points }: AffinitySeries): readonly ObservedPoint[] {
  const what = `verdict: ${source} ${measure}`;
  const sorted = [...points].sort((a, b) => a.year - b.year);
  sorted.forEach(({ year, completeness }, index) => {
    if (!Number.isInteger(year)) throw new AnalysisError(`${what}: expected a year, got ${year}`);
    if (sorted[index - 1]?.year === year)
      throw new AnalysisError(`${what}: there are two points of ${year}`, {
        hint: "One series is one edition of one source, one measure, one direction.",
      });
    if (completeness !== "unknown") toNumber(completeness, `${what}: the completeness of ${year}`);
  });
  return sorted.flatMap((point) =>
    point.value === null
      ? []
      : [{ ...point, value: toNumber(point.value, `${what}: the value of ${point.year}`) }],
  );
}

/** Those that count in a window of the rule. */
export function usablePoints(
  points: readonly ObservedPoint[],
  estimand: Estimand,
  window: RuleWindow,
): readonly ObservedPoint[] {
  return points.filter(({ completeness }) =>
    completeness === "unknown"
      ? window.unknownCompleteness === "usable"
      : completeness >= estimand.completeness,
  );
}

/** What a reading or a test says of the series it is of. */
export interface SeriesName {
  readonly source: string;
  readonly measure: string;
  readonly label?: string;
  readonly counting?: string;
  readonly territory?: string;
}

export function nameOfSeries({ source, measure, label, counting, territory }: AffinitySeries): SeriesName {
  return {
    source,
    measure,
    ...(label === undefined ? {} : { label }),
    ...(counting === undefined ? {} : { counting }),
    ...(territory === undefined ? {} : { territory }),
  };
}
