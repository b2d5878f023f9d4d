/** Propensity year by year, for the series of the verdict rule. */
import { MissingDataError, required } from "../indicators/errors.js";
import { spread } from "briefing/analysis";
import { geometricMean } from "../indicators/statistics.js";
import { type Assessment, type PairSeries, propensityIn } from "../verdict/index.js";
import type { YearSpan } from "../verdict/rule.js";
import { statusOf } from "../verdict/series.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { YearReading } from "./history.js";

type Compared = Pick<Assessment, "rule" | "comparable">;
export type Course = Readonly<NonNullable<ReturnType<typeof courseIn>>>;

/** One course per series that the rule compares. */
export function propensityCourses({ rule, comparable }: Compared): readonly Course[] {
  return comparable.series.flatMap((series) => courseIn(series, rule) ?? []);
}

function courseIn(series: PairSeries, rule: Compared["rule"]) {
  const points = series.years.flatMap((year) => {
    /** Propensity; its level depends on the measure, so only changes are comparable. */
    const value = propensityIn(year);
    return value === null ? [] : { year: year.year, status: statusOf(year, rule), value };
  });
  const [first] = points;
  if (first === undefined) return null;
  const { year: peak } = points.reduce((best, point) => (point.value > best.value ? point : best), first);
  /** The points are sorted, without years that have no value; `peak` is the year of the largest value. */
  return { series, points, peak };
}

/** The course of one series of the rule, with Hong Kong and Macau separate; throws if the tables lack its inputs. */
export function courseOf(assessment: Compared, id: string): Course {
  return required(
    propensityCourses(assessment).find(
      ({ series }) => series.choice.id === id && series.territory !== "with China",
    ),
    `courseOf: the tables do not allow the series "${id}" of the verdict rule`,
  );
}

/**
 * A year compared with the geometric mean of any other years; throws if no series has them all. Lowest and highest over
 * all series, with Hong Kong and Macau both separate and as parts of China.
 */
export function against(assessment: Compared, given: RatioQuestion) {
  const courses = propensityCourses(assessment);
  const propensity = courses.flatMap(({ points }) => relativeTo(points, given) ?? []);
  const joint = courses.flatMap(
    ({ series: { years } }) =>
      relativeTo(
        years.map(({ year, joint: value }) => ({ year, value })),
        given,
      ) ?? [],
  );
  if (propensity.length === 0 || joint.length === 0)
    throw new MissingDataError(
      `against: no series has the years ${[...given.baseline, given.year].join(", ")}`,
    );
  return {
    /** Relative change of propensity. */
    propensity: spread(propensity.map((ratio) => ratio - 1)),
    /** Ratio of joint papers to those of the other years. */
    joint: spread(joint),
  };
}

/** A course indexed to 100 for the geometric mean of the base years, up to a last year; throws if one is missing. */
export function indexed(
  { series, points }: Course,
  { base, to }: { readonly base: readonly number[]; readonly to: number },
): readonly (YearReading & { readonly series: string })[] {
  const level = required(
    geometricMean(base.map((of) => points.find(({ year }) => year === of)?.value ?? null)),
    `indexed: the series "${series.choice.id}" lacks propensity in one of ${base.join(", ")}`,
  );
  return points
    .filter(({ year }) => year <= to)
    .map(({ year, status, value }) => ({
      series: series.choice.id,
      year,
      status,
      lower: (100 * value) / level,
      upper: (100 * value) / level,
    }));
}

/** Whether a course falls in every available year after the first. */
export const fallsIn = (course: Course, years: YearSpan): boolean => movesIn(course, years, -1);

/** Whether a course rises in every available year after the first. */
export const risesIn = (course: Course, years: YearSpan): boolean => movesIn(course, years, 1);

function movesIn({ points }: Course, { from, to }: YearSpan, direction: 1 | -1): boolean {
  const values = points.filter(({ year }) => year >= from && year <= to).map(({ value }) => value);
  const steps = values.slice(1).map((now, index) => now - (values[index] ?? NaN));
  return steps.length > 0 && steps.every((step) => direction * step > 0);
}

/**
 * A value relative to the geometric mean of the baseline years.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null where a year has no value, or the baseline a zero.
 */
export function relativeTo(
  points: readonly { readonly year: number; readonly value: number | null }[],
  { year, baseline }: RatioQuestion,
): number | null {
  const at = (wanted: number) => points.find((point) => point.year === wanted)?.value ?? null;
  const now = at(year);
  const before = geometricMean(baseline.map(at));
  return now === null || before === null ? null : now / before;
}
