import type { AffinitySeries } from "./facts.js";
import type { VerdictRule } from "./rule.js";

/** The given series that a rule lists, in its order, and the listed ones that are not given. */
export function listedSeries(
  { estimand }: VerdictRule,
  series: readonly AffinitySeries[],
): { readonly listed: readonly AffinitySeries[]; readonly absent: readonly string[] } {
  const given = [...series].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const is = (one: AffinitySeries, wanted: { readonly source: string; readonly measure: string }): boolean =>
    one.source === wanted.source && one.measure === wanted.measure;
  return {
    listed: estimand.series.flatMap((wanted) => given.filter((one) => is(one, wanted))),
    absent: estimand.series
      .filter((wanted) => !series.some((one) => is(one, wanted)))
      .map(({ source, measure }) => `${source} ${measure}`),
  };
}

/** Readings stand in the order of the rule, and of these names where one of its specifications has several series. */
function nameOf({ label, counting, territory }: AffinitySeries): string {
  return JSON.stringify([label, counting, territory]);
}
