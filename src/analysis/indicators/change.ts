/** Change over time: how much a value moved, and whether it has peaked. */
import type { BoundedMeasure, Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { midpoint, missing, type Quantity, toAmount, toInterval } from "./interval.js";

/** One point of a series; null where the year was not observed, never zero instead. */
export interface Observation {
  readonly year: number;
  readonly value: Quantity | null;
}

/**
 * Relative change; from the peak to the last year it is the drawdown.
 *
 * Formula: to/from − 1; bounds [to.lower/from.upper − 1, to.upper/from.lower − 1].
 * Unit: fraction of the first value; `n`: 2.
 * Range: −1–∞.
 * Undefined: a first value of zero (`zero_denominator`). A negative value throws.
 * Source: arithmetic.
 */
export function relative(from: Quantity, to: Quantity): BoundedMeasure {
  const a = toAmount(from, "relative: the first value");
  const b = toAmount(to, "relative: the last value");
  if (a.lower === 0) return missing("zero_denominator", 2);
  const [first, last] = [midpoint(a), midpoint(b)];
  // Subtracted before divided: 80 of 100 is −0.2, not −0.19999999999999996.
  return {
    value: (last - first) / first,
    lower: (b.lower - a.upper) / a.upper,
    upper: (b.upper - a.lower) / a.lower,
    n: 2,
  };
}

/**
 * Months between the end of a year and the month in which it was counted: how long late entries of the year have had to
 * arrive.
 *
 * Formula: 12·(year counted − year − 1) + month counted.
 * Unit: months.
 * Range: −∞–∞, negative for a year that was not over.
 * Undefined: nowhere; a month that is not written as 2023-04 throws.
 * Source: arithmetic.
 */
export function monthsObserved(year: number, collected: string): number {
  const match = /^(\d{4})-(\d\d)/.exec(collected);
  const month = Number(match?.[2]);
  if (!Number.isSafeInteger(year) || match === null || month < 1 || month > 12)
    throw new AnalysisError(
      `monthsObserved: expected a year and a month such as 2023-04, got ${year} and "${collected}"`,
    );
  return (Number(match[1]) - year - 1) * 12 + month;
}

export interface Peak extends Measure {
  /** Year of the greatest observed value, the first if there are several; null in an empty series. */
  readonly year: number | null;
  /** Bounds of the greatest value. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The peak of a series: its greatest value, provided that it lies inside the window, so that there is a rise before
 * it and a fall after it.
 *
 * Formula: max y_t, of bounds by their midpoints. Years that were not observed are skipped.
 * Unit: that of the series; `n`: observed years.
 * Range: that of the series. `year`, `lower` and `upper` name the greatest observed value in every case, also without a
 * peak.
 * Undefined: fewer than two observed years (`insufficient_data`), all values equal (`no_peak`), the greatest value is the
 * last (`no_peak_yet`) or the first (`peak_not_inside_window`). A year that stands twice throws.
 * Source: arithmetic.
 */
export function peak(series: readonly Observation[]): Peak {
  const points = observed(series, "peak");
  const levels = points.map(({ value }) => midpoint(value));
  const top = levels.reduce((a, b) => Math.max(a, b), -Infinity);
  const first = levels.indexOf(top);
  const last = levels.lastIndexOf(top);
  const best = points[first];
  const n = points.length;
  const located = {
    n,
    year: best?.year ?? null,
    lower: best?.value.lower ?? null,
    upper: best?.value.upper ?? null,
  };
  if (n < 2) return { ...located, value: null, reason: "insufficient_data" };
  if (levels.every((level) => level === top)) return { ...located, value: null, reason: "no_peak" };
  if (last === n - 1) return { ...located, value: null, reason: "no_peak_yet" };
  if (first === 0) return { ...located, value: null, reason: "peak_not_inside_window" };
  return { ...located, value: top };
}

/** The observed years in order; a year that stands twice throws. */
function observed(series: readonly Observation[], what: string) {
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
