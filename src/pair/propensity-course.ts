/** Propensity year by year, as the series of the verdict rule have it. */
import { AnalysisError } from "../analysis/errors.js";
import type { Assessment, PairSeries, YearVerdict } from "../analysis/verdict.js";
import { propensityIn } from "../analysis/verdict.js";

export interface CoursePoint {
  readonly year: number;
  /** `incomplete`: counted sooner after the year's end than the rule asks for. */
  readonly status: "complete" | "incomplete";
  /** Propensity; its level depends on the measure, so that changes alone can be compared. */
  readonly value: number;
}

export interface Course {
  readonly series: PairSeries;
  /** Sorted; years without a value are left out. */
  readonly points: readonly CoursePoint[];
  /** Year of the greatest value. */
  readonly peak: number;
}

/** One course for each series that the rule compares. */
export function propensityCourses({
  rule,
  comparable,
}: Pick<Assessment, "rule" | "comparable">): readonly Course[] {
  return comparable.series.flatMap((series) => {
    const points = series.years.flatMap((year): readonly CoursePoint[] => {
      const value = propensityIn(year);
      const status = year.months < rule.completeAfterMonths ? "incomplete" : "complete";
      return value === null ? [] : [{ year: year.year, status, value }];
    });
    const [first] = points;
    if (first === undefined) return [];
    const { year: peak } = points.reduce((best, point) => (point.value > best.value ? point : best), first);
    return [{ series, points, peak }];
  });
}

/** Whether a course is lower in every year that it has after the first than in the one before it. */
export function fallsIn(
  { points }: Course,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const within = points.filter(({ year }) => year >= from && year <= to);
  return (
    within.length > 1 && within.every(({ value }, index) => value < (within[index - 1]?.value ?? Infinity))
  );
}

/**
 * A value relative to the geometric mean of the baseline years.
 *
 * Unit: none. Range: 0–∞, 1 = as in the baseline. Undefined: null where a year has no value, or the baseline a zero.
 */
export function relativeTo(
  points: readonly { readonly year: number; readonly value: number | null }[],
  { year, baseline }: { readonly year: number; readonly baseline: readonly number[] },
): number | null {
  const at = (wanted: number) => points.find((point) => point.year === wanted)?.value ?? null;
  const [now, before] = [at(year), baseline.map(at)];
  if (now === null || before.length === 0 || before.some((value) => value === null || value <= 0))
    return null;
  const logs = before.map((value) => Math.log(value ?? NaN));
  return now / Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
}

/**
 * The verdict of the last complete year, without which a chapter on propensity has nothing to say: throws where no year
 * after the baseline is complete in every source.
 */
export function completeYear({ complete, comparable, rule }: Assessment): YearVerdict {
  if (complete !== null) return complete;
  const [{ to }] = rule.baselines;
  const ends = comparable.series.map(
    ({ edition, years }) => `${edition} ends in ${String(years.at(-1)?.year)}`,
  );
  throw new AnalysisError(`propensity: no year after ${to} is complete in every source`, {
    hint: `${[...new Set(ends)].join(", ") || "No source has the pair"}. A year is complete ${rule.completeAfterMonths} months after its end.`,
  });
}
