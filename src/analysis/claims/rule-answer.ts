/** What the verdict rule answers, in the words of its file. */
import * as fmt from "../../authoring/show/fmt.js";
import type { Answer } from "../../model/explorer.js";
import type { EconomiesRow } from "../rows.js";
import type { Assessment, YearVerdict } from "../verdict/assess.js";
import { classes, type VerdictRule } from "../verdict/rule.js";
import { changeOver, quotedChange } from "../verdict/summary.js";
import { filled, say } from "../verdict/words.js";

export type Name = Pick<EconomiesRow, "inSentence">;

/** The answer of the rule about two economies. */
interface Answered {
  readonly rule: VerdictRule;
  readonly one: Name;
  readonly two: Name;
  readonly assessment: Assessment;
}

/** The verdict in a few words, and the sentences below it. */
export function answerOf(about: Answered, verdict: YearVerdict): Answer {
  const { rule, assessment } = about;
  const early = verdict.status === "early" ? `, ${say(rule, "early-count")}` : "";
  const leftOut = assessment.comparable.leftOut.map(({ id, reason }) =>
    say(rule, "left-out", { series: rule.series.find((one) => one.id === id)?.reads ?? id, reason }),
  );
  return {
    inShort: rule.names[verdict.verdict] + early,
    words: [
      ...headlineOf(about, verdict),
      ratioOf(rule, verdict),
      say(rule, "shares", { shares: fmt.list(sharesOf(rule, verdict)).text }),
      tipsOf(rule, verdict).join(" "),
      say(rule, "confidence", { level: verdict.confidence.level }),
      // A series that is counted in two ways is left out twice.
      ...new Set(leftOut),
    ],
  };
}

/** The headline of the verdict; none where nothing can be quoted. */
function headlineOf(
  { rule, one, two, assessment }: Answered,
  { year, verdict }: YearVerdict,
): readonly string[] {
  const quoted = quotedChange(assessment, year);
  if (quoted === null) return [];
  const pair = say(rule, "pair", { one: one.inSentence, two: two.inSentence });
  return [
    filled(rule.headlines[verdict], {
      ...{ pair, Pair: fmt.capital(pair), year, baseline: baselineOf(rule) },
      ...{ count: fmt.change(quoted.papers).text, gap: fmt.change(quoted.propensity).text },
    }),
  ];
}

/** R, least, greatest and middle, and joint papers in the same breath. */
function ratioOf(rule: VerdictRule, { year, decision: { range, ratios } }: YearVerdict): string {
  const change = changeOver(ratios)?.papers;
  const ratio = (of: "least" | "most" | "median") => fmt.ratio(range?.[of] ?? NaN, { digits: 3 }).text;
  return say(rule, "ratio", {
    ...{ year, least: ratio("least"), most: ratio("most"), median: ratio("median") },
    count: fmt.count(ratios.length).text,
    change: change === undefined ? say(rule, "not-available") : fmt.change(change).text,
    baseline: rule.baselines.length > 1 ? say(rule, "each-baseline") : baselineOf(rule),
  });
}

function baselineOf({ baselines: [{ from, to }] }: VerdictRule): string {
  return fmt.range(from, to, "year").text;
}

/** The classes that computations fall into, each with its share. */
function sharesOf(rule: VerdictRule, { decision: { shares } }: YearVerdict): readonly string[] {
  return classes
    .filter((name) => shares[name] > 0)
    .map((name, place) =>
      say(rule, place === 0 ? "first-share" : "share", {
        part: fmt.part(shares[name]),
        name: name === "none" ? say(rule, "share-of-none") : rule.names[name],
        share: fmt.percent(shares[name], { digits: 0 }).text,
      }),
    );
}

/** How far joint papers would have to be from their count for another verdict, and which it would be. */
function tipsOf(rule: VerdictRule, { tipping }: YearVerdict): readonly string[] {
  // The steps of the rule are half a percent.
  const isWhole = [tipping.fewer, tipping.more].every((tip) => Number.isInteger(100 * (tip?.change ?? 0)));
  return (["fewer", "more"] as const).map((way) => {
    const tip = tipping[way];
    const most = fmt.percent(rule.tipping.most, { digits: 0 }).text;
    if (tip === null) return say(rule, way === "fewer" ? "no-fall" : "no-rise", { most });
    const change = fmt.change(tip.change, { digits: isWhole ? 0 : 1 }).text;
    return say(rule, "tip", { change, name: rule.names[tip.verdict] });
  });
}
