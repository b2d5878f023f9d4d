import { type BaiPerron, baiPerron, type DatedBreak } from "../change/bai-perron.js";
import { type SupF, supF } from "../change/sup-f.js";
import type { Modelled } from "../estimate.js";
import { holm } from "../inference/multiplicity.js";
import type { Point } from "../series.js";
import type { AffinitySeries } from "./facts.js";
import type { Estimand } from "./rule.js";
import { nameOfSeries, observedPoints, type SeriesName, usablePoints } from "./usable.js";

/** A change of course, dated by the first year of the new one. */
export interface TurnDate {
  readonly year: number;
  /**
   * The first years that the interval of the date allows; null where it has none. An interval that reaches beyond the
   * series ends a year after it.
   */
  readonly from: number | null;
  readonly to: number | null;
}

/** Whether a series changed its course, and when. */
export interface Turns extends SeriesName {
  readonly window: string;
  readonly points: readonly Point[];
  readonly test: Modelled<SupF>;
  /** p of the test, Holm's over all that were tested together; null where there was no test. */
  readonly p: number | null;
  readonly partition: Modelled<BaiPerron>;
  /** Empty where no partition is better than one line. */
  readonly dates: readonly TurnDate[];
}

/**
 * Whether series of affinity changed their course in years that nobody names in advance, and when: sup-F for every
 * series and window of the rule, Holm's p over all of them, Bai and Perron's dates with their intervals. On the rule's
 * scale; a zero has no logarithm and counts as a year that was not observed. The tests take errors to be independent,
 * which in a series of years they seldom are: small p values are too small.
 */
export function turns(series: readonly AffinitySeries[], estimand: Estimand): readonly Turns[] {
  const found = series.flatMap((one) =>
    estimand.windows.map((window) => {
      const usable = usablePoints(observedPoints(one), estimand, window);
      const points = onScale(usable, estimand.scale);
      return { ...nameOfSeries(one), window: window.id, points, test: supF(points) };
    }),
  );
  const tested = found.flatMap(({ test }) => (test.value === null ? [] : [test.p]));
  const adjusted = holm(tested);
  let place = 0;
  return found.map((one) => {
    const partition = baiPerron(one.points);
    const breaks = partition.value === null ? [] : partition.breaks;
    return {
      ...one,
      p: one.test.value === null ? null : (adjusted[place++] ?? null),
      partition,
      dates: breaks.map((each) => dateOf(each, one.points)),
    };
  });
}

/** Values as the rule compares them. */
function onScale(
  points: readonly { readonly year: number; readonly value: number }[],
  scale: Estimand["scale"],
): readonly Point[] {
  if (scale === "linear") return points.map(({ year, value }) => ({ year, value }));
  return points.flatMap(({ year, value }) => (value === 0 ? [] : [{ year, value: Math.log(value) }]));
}

/** Intervals name the last year of the earlier course; the new one begins with the next observed year. */
function dateOf({ firstYear, interval }: DatedBreak, points: readonly Point[]): TurnDate {
  if (interval === null) return { year: firstYear, from: null, to: null };
  const last = points.at(-1)?.year ?? firstYear;
  const yearAt = (index: number): number => points[Math.max(0, index)]?.year ?? last + 1;
  return { year: firstYear, from: yearAt(interval.lowerIndex), to: yearAt(interval.upperIndex) };
}
