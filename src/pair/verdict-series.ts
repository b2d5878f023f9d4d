import type { AffinitySeries } from "../analysis/verdict.js";
import type { PropensitySeries } from "./propensity.js";

/**
 * What `verdict.assess` reads: of every source the newest edition, one series a measure and direction. Which of them
 * count is the rule's to say; it does not read the others.
 */
export function verdictSeries(series: readonly PropensitySeries[]): readonly AffinitySeries[] {
  return newestEditions(series).map(({ source, measure, direction, points }) => ({
    source,
    measure,
    ...(direction === undefined ? {} : { label: `${direction.of} with ${direction.with}` }),
    counting: "whole",
    points: points.map(({ year, value, edition, completeness }) => ({ year, value, edition, completeness })),
  }));
}

/** The series of the edition of each source that was counted last. */
export function newestEditions(series: readonly PropensitySeries[]): readonly PropensitySeries[] {
  return series.filter(
    ({ source, collected }) =>
      !series.some((other) => other.source === source && other.collected > collected),
  );
}
