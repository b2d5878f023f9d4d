/**
 * Joint papers that lose one of their two countries look like papers of the other one. Some of them show: an author names
 * no country.
 */
import { sum } from "../indicators/statistics.js";
import { hasChanged } from "./works-parts.js";
import type { RatioQuestion, WorksRatio } from "./works-ratio.js";
import type { WorksRule, YearOfWorks } from "./works-rule.js";

export interface HiddenPapers {
  /** Papers of one of the two on which an author names no country, beyond what their share in the baseline gives. */
  readonly more: number;
  /** Joint papers fewer than the baseline's propensity gives; negative if there are more. */
  readonly missing: number;
  /** Whether they could be so many of the missing papers that the rest would be another change. */
  readonly couldExplain: boolean;
}

/**
 * Formula: more = u_t − n_t·Σ_b u_b/Σ_b n_b, with u of n papers of exactly one of the two. They could explain the change
 * if more ± 1.96·√(u_t + n_t²·Σ_b u_b/(Σ_b n_b)²) reaches the part of the missing papers that may not remain.
 */
export function hiddenPapers(
  rule: WorksRule,
  years: readonly YearOfWorks[],
  all: WorksRatio,
  { year, baseline }: RatioQuestion,
): HiddenPapers {
  const counted = (wanted: readonly number[]) => {
    const own = years.flatMap((one) => (wanted.includes(one.year) ? (one.oneOfTwo ?? []) : []));
    return { papers: sum(own.map(({ papers }) => papers)), unlocated: sum(own.map((one) => one.unlocated)) };
  };
  const before = counted(baseline);
  const after = counted([year]);
  const missing = (all.expected ?? NaN) - all.joint;
  const times = before.papers > 0 ? after.papers / before.papers : 0;
  const more = after.unlocated - times * before.unlocated;
  const margin = 1.959963984540054 * Math.sqrt(after.unlocated + times ** 2 * before.unlocated);
  const towards = missing > 0 ? more + margin : margin - more;
  return {
    more,
    missing,
    couldExplain:
      hasChanged(rule, all) &&
      after.unlocated + before.unlocated > 0 &&
      towards >= (1 - rule.remains) * Math.abs(missing),
  };
}
