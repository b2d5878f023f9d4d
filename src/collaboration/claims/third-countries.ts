import { geometricMean } from "../indicators/statistics.js";
import { fittedIn, jointIn, ratioOfPair } from "../verdict/index.js";
import type { PairContext } from "../pair/context.js";
import { ifThere, isMore, output, ruleYears, shareOfWorld } from "./tables.js";

/**
 * How the joint works of two economies of the 24-country panel changed, in the last complete year compared with the
 * rule's baseline. Null if the panel lacks the pair or one of the years.
 */
export function movedWith(about: PairContext, code: string, other: string) {
  const { baseline, complete: year } = ruleYears(about);
  const panel = ifThere(() => about.panel("listed"));
  if (panel === null || year === null) return null;
  const pair = [code, other] as const;
  /** Observed over expected joint works in the year. */
  const level = fittedIn(panel, pair, year);
  /** Propensity over that of the baseline. */
  const ratio = ratioOfPair(panel, pair, { year, baseline });
  const now = jointIn(panel, pair, year);
  const mean = geometricMean(baseline.map((one) => jointIn(panel, pair, one)));
  if (level === null || ratio === null || now === null || mean === null) return null;
  /** `count`: relative change of joint works from their mean in the baseline. */
  return { year, level, ratio, count: now / mean - 1 };
}

/** An economy's share of the world's papers in the first year of the baseline and in the last complete year. */
export function weightOf(about: PairContext, economy: string) {
  const papers = output(about);
  const from = about.rule.baselines[0].from;
  const to = papers?.lastComplete ?? from;
  if (papers === null || to <= from) return null;
  const [before, after] = [from, to].map((year) => shareOfWorld(papers, economy, { year }));
  if (before == null || after == null) return null;
  return { before, after, from, to, edition: papers.edition, isMore: isMore(after, before) };
}
