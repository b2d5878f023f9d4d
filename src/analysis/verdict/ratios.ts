import { AnalysisError } from "../errors.js";
import { toNumber } from "../interval.js";
import { sum } from "../sum.js";
import type { AffinityPoint, AffinitySeries, Reading } from "./facts.js";
import type { Estimand, Period, RuleWindow } from "./rule.js";

/** R of a series for every window of the rule, against the declared baseline. */
export function ratios(series: AffinitySeries, estimand: Estimand): readonly Reading[] {
  const points = checked(series);
  return estimand.windows.map((window) => ratio(series, points, estimand, window, estimand.baseline));
}

/** The same against the declared baseline and every single point of `otherBaselines`. */
export function ratiosOfOtherBaselines(series: AffinitySeries, estimand: Estimand): readonly Reading[] {
  const points = checked(series);
  const years = within(points, estimand.otherBaselines).map(({ year }) => ({ from: year, to: year }));
  return estimand.windows.flatMap((window) =>
    [estimand.baseline, ...years].map((baseline) => ratio(series, points, estimand, window, baseline)),
  );
}

interface Observed extends AffinityPoint {
  readonly value: number;
}

function ratio(
  series: AffinitySeries,
  points: readonly Observed[],
  estimand: Estimand,
  window: RuleWindow,
  baseline: Period,
): Reading {
  const before = within(points, baseline);
  const usable = points.filter(
    ({ year, completeness }) =>
      (completeness === "unknown"
        ? window.unknownCompleteness === "usable"
        : completeness >= estimand.completeness) &&
      (estimand.end.overlap === "allowed" || year > baseline.to),
  );
  const after = usable.slice(-estimand.end.points);
  const { source, measure, label, counting, territory } = series;
  const reading = {
    source,
    measure,
    ...(label === undefined ? {} : { label }),
    ...(counting === undefined ? {} : { counting }),
    ...(territory === undefined ? {} : { territory }),
    window: window.id,
    baseline: baseline.from === baseline.to ? `${baseline.from}` : `${baseline.from}–${baseline.to}`,
    years: { baseline: before.map(({ year }) => year), end: after.map(({ year }) => year) },
  };
  if (before.length === 0) return { ...reading, value: null, reason: "no point in the baseline" };
  if (after.length < estimand.end.points)
    return { ...reading, value: null, reason: `fewer than ${estimand.end.points} usable points at the end` };
  const means = [before, after].map((part) =>
    mean(
      part.map(({ value }) => value),
      estimand.scale,
    ),
  );
  const [a, b] = means as [number, number];
  if (a === 0) return { ...reading, value: null, reason: "the baseline is zero" };
  return { ...reading, value: b / a };
}

/** Geometric on the scale of logarithms: 0 if any value is. */
function mean(values: readonly number[], scale: Estimand["scale"]): number {
  if (scale === "linear") return sum(values) / values.length;
  return values.includes(0) ? 0 : Math.exp(sum(values.map(Math.log)) / values.length);
}

function within<T extends { readonly year: number }>(
  points: readonly T[],
  { from, to }: Period,
): readonly T[] {
  return points.filter(({ year }) => year >= from && year <= to);
}

/** Observed points by year. */
function checked({ source, measure, points }: AffinitySeries): readonly Observed[] {
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
