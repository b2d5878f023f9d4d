/** Words of the verdict, filled in from what the rule found. */
import { quotedChange, shareWord, type VerdictId, verdictNames, type YearVerdict } from "../verdict/index.js";
import type { PairContext } from "../pair/context.js";
import type { Interval } from "../../model/measure.js";
import type { RichText, Value } from "../../model/value.js";
import * as fmt from "../../authoring/show/fmt.js";
import { fill, text } from "../../authoring/show/text.js";
import { sourceName } from "../pair/observation.js";

/** The headline of the rule for the verdict of a year; a change that has no R is told as not available. */
export function headline(about: PairContext, { year, verdict }: YearVerdict): RichText {
  const quoted = quotedChange(about.assessment, year);
  return fill(about.rule.headlines[verdict], {
    pair: "the United States and China",
    Pair: "The United States and China",
    year: fmt.year(year),
    baseline: baselineOf(about),
    count: changeWords(quoted?.papers),
    gap: changeWords(quoted?.propensity),
  });
}

/** R of a year, least, greatest and middle, and joint papers in the same breath. */
export function ratioWords(about: PairContext, { year, decision }: YearVerdict): RichText {
  const { range, ratios, reason } = decision;
  return range === null
    ? text`There is no R for ${fmt.year(year)}: ${reason ?? "it cannot be computed"}.`
    : text`In ${fmt.year(year)}, R lay between ${fmt.ratio(range.least, { digits: 3 })} and ${fmt.ratio(range.most, { digits: 3 })}, with ${fmt.ratio(range.median, { digits: 3 })} in the middle of ${fmt.count(ratios.length)} computations. In number, the two wrote ${changeWords(quotedChange(about.assessment, year)?.papers)} joint papers than in ${baselineOf(about)}.`;
}

const classNames = {
  full: "full decoupling",
  partial: "partial decoupling",
  none: "none",
  recoupled: "recoupling",
} as const;

/** The classes that computations of a year fall into, each with its share. */
export function shareWords({ decision: { shares } }: Pick<YearVerdict, "decision">): readonly string[] {
  return (["full", "partial", "none", "recoupled"] as const)
    .filter((name) => shares[name] > 0)
    .map((name) => {
      const share = fmt.percent(shares[name], { digits: 0 }).text;
      return `${shareWord(shares[name])} of them show ${classNames[name]} (${share})`;
    });
}

/** What a small change of the joint papers would do to the verdict, downwards and upwards. */
export interface TipWords {
  readonly fewer: RichText;
  readonly more: RichText;
}

export function tipWords({ rule }: PairContext, { tipping }: Pick<YearVerdict, "tipping">): TipWords {
  // The steps of the rule are half a percent.
  const isWhole = [tipping.fewer, tipping.more].every((tip) => Number.isInteger(100 * (tip?.change ?? 0)));
  const words = (tip: { readonly change: number; readonly verdict: VerdictId } | null, move: string) =>
    tip === null
      ? text`No ${move} of the joint papers by up to ${fmt.percent(rule.tipping.most, { digits: 0 })} would change the verdict.`
      : text`With ${fmt.change(tip.change, { digits: isWhole ? 0 : 1 })} joint papers the verdict would be ${verdictNames[tip.verdict]}.`;
  return { fewer: words(tipping.fewer, "fall"), more: words(tipping.more, "rise") };
}

/** Years without a count and series that are left out; empty where nothing lacks. */
export function lackWords({ assessment: { comparable } }: Pick<PairContext, "assessment">): RichText {
  const gaps = comparable.gaps.map(({ source, year }) => `${String(year)} in ${sourceName(source)}`);
  const leftOut = comparable.leftOut.map(({ id, reason }) => `${id}, because ${reason}`);
  const listed = (words: string, items: readonly string[]) =>
    items.length === 0 ? "" : text` ${words}: ${fmt.list(items)}.`;
  return text`${listed("No count", gaps)}${listed("Left out", leftOut)}`;
}

/** How many other large pairs lie below the line, now and in earlier years; empty where there is nothing to compare. */
export function otherPairsWords({ rule }: PairContext, { year, own: [own] }: YearVerdict): RichText {
  if (own === undefined || own.belowEarlier.length === 0) return text``;
  const range = (parts: readonly (number | null)[]) => {
    const found = parts.flatMap((part) => part ?? []);
    return fmt.range(Math.min(...found), Math.max(...found), "percent", { digits: 0 });
  };
  return text`In ${fmt.year(year)}, ${fmt.percent(own.below, { digits: 0 })} of the other large pairs of the world had an R below ${fmt.ratio(rule.limits.partial)}; this pair stood at ${fmt.ratio(own.ratio, { digits: 3 })} by the same measure. In earlier years since ${fmt.year(rule.standing.own.since)}, each against a baseline as far back, it was ${range(own.belowEarlier.map(({ samePairs }) => samePairs))} of the same pairs, and ${range(own.belowEarlier.map(({ largeThen }) => largeThen))} of those that were large at the time.`;
}

function changeWords(change: Interval | undefined): Value | string {
  return change === undefined ? "not available" : fmt.change(change);
}

function baselineOf({ rule }: PairContext): Value {
  const [{ from, to }] = rule.baselines;
  return fmt.range(from, to, "year");
}
