import type { Interval } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { midpoint, type Quantity, toInterval } from "./interval.js";

/** One point of a series; null where the year was not observed, never zero instead. */
export interface Observation {
  readonly year: number;
  readonly value: Quantity | null;
}

export interface ObservedYear {
  readonly year: number;
  readonly value: Interval;
}

/** A year and its value; of a value known only between bounds their midpoint. */
export interface Point {
  readonly year: number;
  readonly value: number;
}

/** The observed years in order; a year that stands twice throws. */
export function observed(series: readonly Observation[], what: string): readonly ObservedYear[] {
  for (const { year } of series)
    if (!(Math.abs(year) <= 1e6)) throw new AnalysisError(`${what}: expected a year, got ${String(year)}`);
  const sorted = [...series].sort((a, b) => a.year - b.year);
  return sorted.flatMap(({ year, value }, index) => {
    if (sorted[index - 1]?.year === year)
      throw new AnalysisError(`${what}: the year ${year} stands twice`, {
        hint: "One series is one edition of one source: filter before calling.",
      });
    return value === null ? [] : [{ year, value: toInterval(value, `${what}: the value of ${year}`) }];
  });
}

export function pointsOf(series: readonly Observation[], what: string): readonly Point[] {
  return observed(series, what).map(({ year, value }) => ({ year, value: midpoint(value) }));
}

/** Points whose logarithms are taken. */
export function positivePointsOf(series: readonly Observation[], what: string): readonly Point[] {
  const points = pointsOf(series, what);
  for (const { year, value } of points)
    if (!(value > 0))
      throw new AnalysisError(`${what}: the value of ${year} is ${value}, which has no logarithm`, {
        hint: 'Values that may be zero need `model: "linear"`.',
      });
  return points;
}
