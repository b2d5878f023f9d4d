import { trend } from "../change/trend.js";
import type { AffinitySeries, Facts, Reading } from "./facts.js";
import { listedSeries } from "./listed.js";
import { quantitiesAsked } from "./quantities.js";
import { endPoints, mean, ratio } from "./ratios.js";
import type { Estimand, RuleWindow, VerdictRule } from "./rule.js";
import { nameOfSeries, type ObservedPoint, observedPoints, usablePoints } from "./usable.js";

/** What a reading of a series may be given: its value, or why it has none. */
type Found = { readonly value: number } | { readonly value: null; readonly reason: string };
type OfSeries = (series: AffinitySeries, estimand: Estimand, window: RuleWindow) => Found;

/**
 * What a rule asks of the series beside R, as facts for `assess`: how many of their points can be used, before the end of
 * the baseline and after it, how complete the compared years are, whether a trend led into the event, and how far the
 * last two points lie above the lowest since the baseline began.
 *
 * The event is taken to come right after the baseline: points up to its last year are before, usable ones later are
 * after. Trends are of logarithms, with Newey and West's standard errors. Only quantities that the rule asks for, of the
 * series that it lists; `window` tells the readings that hinge on years of unknown completeness.
 */
export function seriesFacts(rule: VerdictRule, series: readonly AffinitySeries[]): Facts {
  const { estimand } = rule;
  const asked = quantitiesAsked(rule);
  const { listed } = listedSeries(rule, series);
  if (listed.length === 0) return {};
  return Object.fromEntries(
    [...Object.entries(byWindow), ...Object.entries(before)]
      .filter(([quantity]) => asked.has(quantity))
      .map(([quantity, find]) => {
        const windows = quantity in before ? estimand.windows.slice(0, 1) : estimand.windows;
        const readings = listed.flatMap((one) =>
          windows.map((window): Reading => {
            const of = nameOfSeries(one);
            const named = quantity in before ? of : { ...of, window: window.id };
            return { ...named, ...find(one, estimand, window) };
          }),
        );
        return [quantity, { readings }];
      }),
  );
}

const byWindow: Readonly<Record<string, OfSeries>> = {
  "usable years": (series, estimand, window) => ({
    value: endPoints(observedPoints(series), estimand, window).length,
  }),
  "points after": (series, estimand, window) => ({ value: after(series, estimand, window).length }),
  completeness: (series, estimand, window) => {
    const { years } = ratio(series, observedPoints(series), estimand, window, estimand.baseline);
    const compared = [...(years?.baseline ?? []), ...(years?.end ?? [])];
    if (compared.length === 0) return { value: null, reason: "no year is compared" };
    const points = observedPoints(series).filter(({ year }) => compared.includes(year));
    const unknown = points.filter(({ completeness }) => completeness === "unknown").map(({ year }) => year);
    return unknown.length > 0
      ? { value: null, reason: `how complete ${unknown.join(" and ")} is` }
      : { value: Math.min(...points.map(({ completeness }) => Number(completeness))) };
  },
  "recovery from the trough": (series, estimand, window) => {
    const since = usablePoints(observedPoints(series), estimand, window).filter(
      ({ year }) => year >= estimand.baseline.from,
    );
    const values = since.map(({ value }) => value);
    const trough = Math.min(...values);
    if (values.length < 3) return { value: null, reason: "fewer than three usable points" };
    if (trough === 0) return { value: null, reason: "the trough is zero" };
    return { value: mean(values.slice(-2), estimand.scale) / trough };
  },
};

const before: Readonly<Record<string, OfSeries>> = {
  "points before": (series, estimand) => ({ value: beforeEvent(series, estimand).length }),
  "trend before the event: p": (series, estimand) => {
    const points = beforeEvent(series, estimand);
    if (points.some(({ value }) => value === 0)) return { value: null, reason: "a zero has no logarithm" };
    const found = trend(points.map(({ year, value }) => ({ year, value: Math.log(value) })));
    const p = found.value === null ? null : found.slope.p;
    return p === null ? { value: null, reason: "too few points for a trend" } : { value: p };
  },
};

function beforeEvent(series: AffinitySeries, { baseline }: Estimand): readonly ObservedPoint[] {
  return observedPoints(series).filter(({ year }) => year <= baseline.to);
}

function after(series: AffinitySeries, estimand: Estimand, window: RuleWindow): readonly ObservedPoint[] {
  return usablePoints(observedPoints(series), estimand, window).filter(
    ({ year }) => year > estimand.baseline.to,
  );
}
