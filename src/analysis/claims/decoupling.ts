/** Words of the verdict, filled in from what the rule found. */
import * as fmt from "../../authoring/show/fmt.js";
import { fill, text } from "../../authoring/show/text.js";
import type { Interval } from "../../model/measure.js";
import type { RichText, Value } from "../../model/value.js";
import type { PairContext } from "../pair/context.js";
import { sourceName } from "../pair/editions.js";
import {
  changeOver,
  quotedChange,
  shareWord,
  type VerdictId,
  verdictNames,
  type YearVerdict,
} from "../verdict/index.js";
import { pairNames } from "./words.js";

/** What words about the verdict need of a pair: its names, and the answer of the rule. */
export type Judged = Pick<PairContext, "rule" | "assessment"> & {
  readonly [Which in "one" | "two"]: Pick<PairContext[Which], "inSentence">;
};

/** The headline of the rule for the verdict of a year; a change that has no R is told as not available. */
export function headline(about: Judged, { year, verdict }: YearVerdict): RichText {
  const quoted = quotedChange(about.assessment, year);
  const papers = `joint papers of ${pairNames(about).pair} in ${String(year)}`;
  return fill(about.rule.headlines[verdict], {
    ...pairNames(about),
    year: fmt.year(year),
    baseline: baselineOf(about),
    count: changeWords(quoted?.papers, `${papers}, against ${baselineOf(about).text}`),
    gap: changeWords(quoted?.propensity, `${papers}, against what the growth of each would imply`),
  });
}

/** R of a year, least, greatest and middle, and joint papers in the same breath. */
export function ratioWords(about: Omit<Judged, "one" | "two">, { year, decision }: YearVerdict): RichText {
  const { range, ratios, reason } = decision;
  const baselines = about.rule.baselines.length > 1 ? "the years that each compares with" : baselineOf(about);
  return range === null
    ? text`There is no R for ${fmt.year(year)}: ${reason ?? "it cannot be computed"}.`
    : text`In ${fmt.year(year)}, R lay between ${fmt.ratio(range.least, { digits: 3 })} and ${fmt.ratio(range.most, { digits: 3 })}, with ${fmt.ratio(range.median, { digits: 3 })} in the middle of ${fmt.count(ratios.length)} computations. In number, the two wrote ${changeWords(changeOver(ratios)?.papers)} joint papers than in ${baselines}.`;
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
    .map((name, place) => {
      const share = fmt.percent(shares[name], { digits: 0 }).text;
      return `${partWords(shares[name])} of ${place === 0 ? "the computations" : "them"} show ${classNames[name]} (${share})`;
    });
}

/** `all`, `most`, `about half`: of what is named after it. */
function partWords(share: number): string {
  return shareWord(share).replace("every", "all");
}

/** How many conditions could be tested, how many of them hold, and how many speak for the verdict. */
export function evidenceWords({
  standing,
  confidence,
}: Pick<YearVerdict, "standing" | "confidence">): RichText {
  const [held, failed] = (["holds", "does not hold"] as const).map(
    (state) => standing.filter((one) => one.state === state).length,
  ) as [number, number];
  const { counted } = confidence;
  return text`Of the ${fmt.count(held + failed)} conditions below that could be tested, ${fmt.count(held)} hold and ${fmt.count(failed)} do not. The rule counts ${fmt.count(counted.tested)} of them as evidence for a verdict of this kind; of these ${fmt.count(counted.held)} hold.`;
}

/** What a small change of the joint papers would do to the verdict, downwards and upwards. */
export interface TipWords {
  readonly fewer: RichText;
  readonly more: RichText;
  /** Both in one short sentence. */
  readonly either: RichText;
}

/** How far joint papers would have to be from their count for another verdict, and which it would be. */
export function tipWords(
  { rule }: Pick<Judged, "rule">,
  { tipping }: Pick<YearVerdict, "tipping">,
): TipWords {
  // The steps of the rule are half a percent.
  const isWhole = [tipping.fewer, tipping.more].every((tip) => Number.isInteger(100 * (tip?.change ?? 0)));
  const words = (tip: { readonly change: number; readonly verdict: VerdictId } | null, move: string) =>
    tip === null
      ? text`No ${move} of the joint papers by up to ${fmt.percent(rule.tipping.most, { digits: 0 })} would change the verdict.`
      : text`With ${fmt.change(tip.change, { digits: isWhole ? 0 : 1 })} joint papers the verdict would be ${verdictNames[tip.verdict]}.`;
  const [fewer, more] = [words(tipping.fewer, "fall"), words(tipping.more, "rise")];
  if (tipping.fewer === null || tipping.more === null) return { fewer, more, either: text`${fewer} ${more}` };
  // The larger of the two is enough in both directions.
  const far = Math.max(-tipping.fewer.change, tipping.more.change);
  const size = fmt.percent(far, { digits: isWhole ? 0 : 1 });
  return { fewer, more, either: text`It would tip either way with ${size} more or fewer joint papers.` };
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

function changeWords(change: Interval | undefined, label?: string): Value | string {
  if (change === undefined) return "not available";
  return fmt.change(change, label === undefined ? {} : { label });
}

function baselineOf({ rule }: Pick<Judged, "rule">): Value {
  const [{ from, to }] = rule.baselines;
  return fmt.range(from, to, "year");
}
