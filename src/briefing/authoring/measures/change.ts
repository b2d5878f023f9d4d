/** Change over time: the size of a change, and whether a series has peaked. */
import type { BoundedMeasure, Measure } from "../../model/measure.js";
import { AnalysisError } from "./errors.js";
import { midpoint, missing, type Quantity, toAmount, toInterval } from "./interval.js";

/** One point of a series; null (never zero) if the year was not observed. */
export interface Observation {
  readonly year: number;
  readonly value: Quantity | null;
}

/**
 * Relative change. From the peak to the last year, this is the drawdown.
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
  const first = midpoint(a);
  const last = midpoint(b);
  // Subtract before dividing: 80 of 100 gives −0.2, not −0.19999999999999996.
  return {
    value: (last - first) / first,
    lower: (b.lower - a.upper) / a.upper,
    upper: (b.upper - a.lower) / a.lower,
    n: 2,
  };
}

export interface Peak extends Measure {
  /** Year of the largest observed value, the first if there are several; null for an empty series. */
  readonly year: number | null;
  /** Bounds of the largest value. */
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * The peak of a series: its largest value, if it lies inside the window, with a rise before it and a fall after it.
 *
 * Formula: max y_t, comparing intervals by their midpoints. Unobserved years are skipped.
 * Unit: that of the series; `n`: observed years.
 * Range: that of the series. `year`, `lower` and `upper` describe the largest observed value even without a peak.
 * Undefined: fewer than two observed years (`insufficient_data`), all values equal (`no_peak`), the largest value is
 * the last (`no_peak_yet`) or the first (`peak_not_inside_window`). Throws if a year occurs twice.
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

/** The observed years in order; throws if a year occurs twice. */
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
