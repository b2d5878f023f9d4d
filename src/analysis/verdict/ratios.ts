import { sum } from "../sum.js";
import type { AffinitySeries, Reading } from "./facts.js";
import type { Estimand, Period, RuleWindow } from "./rule.js";
import { nameOfSeries, type ObservedPoint, observedPoints, usablePoints } from "./usable.js";

/** R of a series for every window of the rule, against the declared baseline. */
export function ratios(series: AffinitySeries, estimand: Estimand): readonly Reading[] {
  const points = observedPoints(series);
  return estimand.windows.map((window) => ratio(series, points, estimand, window, estimand.baseline));
}

/** The same against the declared baseline and every single point of `otherBaselines`. */
export function ratiosOfOtherBaselines(series: AffinitySeries, estimand: Estimand): readonly Reading[] {
  const points = observedPoints(series);
  const years = within(points, estimand.otherBaselines).map(({ year }) => ({ from: year, to: year }));
  return estimand.windows.flatMap((window) =>
    [estimand.baseline, ...years].map((baseline) => ratio(series, points, estimand, window, baseline)),
  );
}

export function ratio(
  series: AffinitySeries,
  points: readonly ObservedPoint[],
  estimand: Estimand,
  window: RuleWindow,
  baseline: Period,
): Reading {
  const before = within(points, baseline);
  const after = endPoints(points, estimand, window, baseline).slice(-estimand.end.points);
  const reading = {
    ...nameOfSeries(series),
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

/** Usable points that may stand at the end, next to this baseline. */
export function endPoints(
  points: readonly ObservedPoint[],
  estimand: Estimand,
  window: RuleWindow,
  baseline: Period = estimand.baseline,
): readonly ObservedPoint[] {
  return usablePoints(points, estimand, window).filter(
    ({ year }) => estimand.end.overlap === "allowed" || year > baseline.to,
  );
}

/** Geometric on the scale of logarithms: 0 if any value is. */
export function mean(values: readonly number[], scale: Estimand["scale"]): number {
  if (scale === "linear") return sum(values) / values.length;
  return values.includes(0) ? 0 : Math.exp(sum(values.map(Math.log)) / values.length);
}

function within<T extends { readonly year: number }>(
  points: readonly T[],
  { from, to }: Period,
): readonly T[] {
  return points.filter(({ year }) => year >= from && year <= to);
}
