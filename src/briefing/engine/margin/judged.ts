/** Conditions that were judged, and how the margins of several are joined. */
import type { Distance } from "./distance.js";

export type Judged = { readonly isTrue: boolean } & (
  { readonly distance: Distance; readonly besides: number } | { readonly reason: string }
);
type Measured = Extract<Judged, { readonly distance: Distance }>;

export const isMeasured = (judged: Judged): judged is Measured => "distance" in judged;

export function opposite(judged: Judged): Judged {
  if (!isMeasured(judged)) return { ...judged, isTrue: !judged.isTrue };
  const { distance, besides } = judged;
  const negative = { ...distance, amount: 0 - distance.amount, nearness: 0 - distance.nearness };
  return { isTrue: !judged.isTrue, besides, distance: negative };
}

/** Of conditions that must all be true: the nearest to false or, if some are false, the furthest from true. */
export const least = (all: readonly Judged[]): Judged => joined(all, false);
/** Of conditions of which one must be true. */
export const greatest = (all: readonly Judged[]): Judged => joined(all, true);

/** `wanted`: the answer of one that decides for all. */
function joined(all: readonly Judged[], wanted: boolean): Judged {
  const isDecided = all.some(({ isTrue }) => isTrue === wanted);
  const isTrue = isDecided ? wanted : !wanted;
  // Those that would have to change for another answer.
  const deciding = isDecided ? all.filter((each) => each.isTrue === wanted) : all;
  const unknown = deciding.find((each) => !isMeasured(each));
  const measured = deciding.filter(isMeasured);
  const [first] = measured;
  // All that decide would have to change: one without a margin leaves open how far that is.
  if (first === undefined || (isDecided && unknown !== undefined))
    return { isTrue, reason: unknown !== undefined && !isMeasured(unknown) ? unknown.reason : "it is empty" };
  const sign = wanted ? -1 : 1;
  const extreme = measured.reduce((best, each) =>
    sign * each.distance.nearness < sign * best.distance.nearness ? each : best,
  );
  const besides = all.filter((each) => !isMeasured(each)).length;
  const inside = all.filter(isMeasured).reduce((sum, each) => sum + each.besides, 0);
  return { isTrue, distance: extreme.distance, besides: besides + inside };
}
