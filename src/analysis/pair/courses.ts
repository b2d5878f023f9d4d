/** Propensity year by year, for the series of the verdict rule. */
import type { Interval } from "../../model/measure.js";
import { MissingDataError, required } from "../indicators/errors.js";
import { spread } from "../indicators/interval.js";
import { geometricMean } from "../indicators/statistics.js";
import { type Assessment, type PairSeries, propensityIn, type YearStatus } from "../verdict/index.js";
import type { YearSpan } from "../verdict/rule.js";
import { statusOf } from "../verdict/series.js";
import type { RatioQuestion } from "../verdict/works-ratio.js";
import type { YearReading } from "./history.js";

interface CoursePoint {
  readonly year: number;
  /** `incomplete`: counted earlier after the year's end than the rule requires. */
  readonly status: YearStatus;
  /** Propensity; its level depends on the measure, so only changes are comparable. */
  readonly value: number;
}

export interface Course {
  readonly series: PairSeries;
  /** Sorted; years without a value are omitted. */
  readonly points: readonly CoursePoint[];
  /** Year of the largest value. */
  readonly peak: number;
}

type Compared = Pick<Assessment, "rule" | "comparable">;

/** One course per series that the rule compares. */
export function propensityCourses({ rule, comparable }: Compared): readonly Course[] {
  return comparable.series.flatMap((series) => {
    const points = series.years.flatMap((year): readonly CoursePoint[] => {
      const value = propensityIn(year);
      return value === null ? [] : [{ year: year.year, status: statusOf(year, rule), value }];
    });
    const [first] = points;
    if (first === undefined) return [];
    const { year: peak } = points.reduce((best, point) => (point.value > best.value ? point : best), first);
    return [{ series, points, peak }];
  });
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

/** Lowest and highest over all series, with Hong Kong and Macau both separate and as parts of China. */
interface Against {
  /** Relative change of propensity. */
  readonly propensity: Interval;
  /** Ratio of joint papers to those of the other years. */
  readonly joint: Interval;
}

/** A year compared with the geometric mean of any other years; throws if no series has them all. */
export function against(assessment: Compared, given: RatioQuestion): Against {
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
    propensity: spread(propensity.map((ratio) => ratio - 1)),
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
      ...{ series: series.choice.id, year, status },
      lower: (100 * value) / level,
      upper: (100 * value) / level,
    }));
}

/** Whether a course falls in every available year after the first. */
export const fallsIn = (course: Course, years: YearSpan): boolean =>
  steps(course, years, (before, now) => now < before);

/** Whether a course rises in every available year after the first. */
export const risesIn = (course: Course, years: YearSpan): boolean =>
  steps(course, years, (before, now) => now > before);

function steps(
  { points }: Course,
  { from, to }: YearSpan,
  isStep: (before: number, now: number) => boolean,
): boolean {
  const values = points.filter(({ year }) => year >= from && year <= to).map(({ value }) => value);
  return values.length > 1 && values.slice(1).every((now, index) => isStep(values[index] ?? NaN, now));
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
  const [now, before] = [at(year), geometricMean(baseline.map(at))];
  return now === null || before === null ? null : now / before;
}
