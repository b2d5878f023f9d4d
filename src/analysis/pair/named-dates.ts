import { interrupted, type Observation } from "../indicators/change.js";
import { holm } from "../indicators/inference.js";

/** Years that can be named, and those at which a test with a named date signals a change of slope. */
export interface NamedDates {
  readonly tested: readonly number[];
  readonly signals: readonly number[];
}

/**
 * An interrupted series on the logarithms, with the same number of years before and after whichever year is named, p
 * after Holm over all years. A test that signals a change in most years cannot tell one of them from the next.
 */
export function namedDates(
  series: readonly Observation[],
  {
    before,
    after,
    significance,
  }: { readonly before: number; readonly after: number; readonly significance: number },
): NamedDates {
  const points = series.flatMap(({ year, value }) =>
    typeof value === "number" && value > 0 ? [{ year, value: Math.log(value) }] : [],
  );
  const tests = points.flatMap(({ year: from }) => {
    const around = points.filter(({ year }) => year >= from - before && year < from + after);
    if (around.length < before + after) return [];
    const found = interrupted(around, { from });
    return "reason" in found || found.slopeChange.p === null ? [] : [{ from, p: found.slopeChange.p }];
  });
  const adjusted = holm(tests.map(({ p }) => p));
  return {
    tested: tests.map(({ from }) => from),
    signals: tests.filter((_, index) => (adjusted[index] ?? 1) < significance).map(({ from }) => from),
  };
}
