import { type History, type YearReading, countHistory, shareHistory } from "./history.js";
import type { PairContext } from "./context.js";
import { courseHistory, courseOf } from "./propensity-course.js";

/** One measure of the two in one source: does it turn, and when? */
export interface TurnHistory {
  readonly measure: "propensity" | "share of the second" | "share of the first" | "joint papers";
  readonly source: string;
  readonly history: History<YearReading>;
}

/** The years in which a measure was greatest, one a source. */
export function turnYears(turns: readonly TurnHistory[], measure: TurnHistory["measure"]): readonly number[] {
  return turns.filter((each) => each.measure === measure).map(({ history }) => history.greatest.year);
}

/** Whether one measure was greatest before another, in every source. */
export function turnedBefore(
  turns: readonly TurnHistory[],
  first: TurnHistory["measure"],
  second: TurnHistory["measure"],
): boolean {
  const years = turnYears(turns, first);
  return turnYears(turns, second).every((year, index) => (years[index] ?? Infinity) < year);
}

/**
 * Propensity, the joint papers as shares of the international papers of each, and the joint papers themselves: in the
 * newest edition of the source of each series that is named, in the order of the measures. A series of the rule that the
 * tables lack is left out.
 */
export function turnHistories(
  about: Pick<PairContext, "assessment" | "counts">,
  series: readonly string[],
): readonly TurnHistory[] {
  const found = series
    .flatMap((id) => courseOf(about.assessment, id) ?? [])
    .map((course) => ({
      course,
      source: course.series.choice.source,
      edition: course.series.edition,
    }));
  const { counts } = about;
  return [
    ...found.map(({ course, source }) => ({
      measure: "propensity" as const,
      source,
      history: courseHistory(course),
    })),
    ...found.map(({ source, edition }) => ({
      measure: "share of the second" as const,
      source,
      history: shareHistory(counts, edition, "second"),
    })),
    ...found.map(({ source, edition }) => ({
      measure: "share of the first" as const,
      source,
      history: shareHistory(counts, edition, "first"),
    })),
    ...found.map(({ source, edition }) => ({
      measure: "joint papers" as const,
      source,
      history: countHistory(counts, edition),
    })),
  ];
}
