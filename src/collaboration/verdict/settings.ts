/** Settings of the rule that a reader may change. */
import { type Assessment, type Evidence, type YearVerdict, assess } from "./assess.js";
import { type Baseline, type Territory, type VerdictRule, withNames } from "./rule.js";

export interface RuleSettings {
  readonly limits: VerdictRule["limits"];
  readonly baselines: readonly [Baseline, ...Baseline[]];
  /** Ids of series of the rule; at least one. */
  readonly series: readonly string[];
  readonly territories: readonly Territory[];
  readonly year: number;
}

/**
 * Evaluates the rule under other settings, with the verdict of the requested year: null if not all of the series have
 * the year, or if none of them has a baseline before it.
 */
export function tryRule(rule: VerdictRule, evidence: Evidence, settings: RuleSettings) {
  const { limits, baselines, territories, year } = settings;
  const series = rule.series.filter(({ id }) => settings.series.includes(id));
  const tried = withNames({ ...rule, limits, baselines, territories, series });
  const chosen: Evidence = {
    ...evidence,
    series: evidence.series.filter(
      ({ choice, territory }) =>
        series.some(({ id }) => id === choice.id) && (territory === null || territories.includes(territory)),
    ),
  };
  const whole = assess(tried, chosen);
  const found = verdictOf(whole, year);
  if (found !== null) return { assessment: whole, verdict: found };
  // For a year before the last complete one, evaluates the rule as it would have been evaluated then.
  const until = {
    ...chosen,
    series: chosen.series.map((one) => ({ ...one, years: one.years.filter((point) => point.year <= year) })),
  };
  const assessment = assess(tried, until);
  return { assessment, verdict: verdictOf(assessment, year) };
}

function verdictOf({ complete, early }: Assessment, year: number): YearVerdict | null {
  return [complete, early].find((one) => one?.year === year) ?? null;
}
