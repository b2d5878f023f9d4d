/** What the verdict rule answers, in the words of its file. */
import * as fmt from "../../authoring/show/fmt.js";
import type { Answer } from "../../model/explorer.js";
import type { Assessment, YearVerdict } from "../verdict/assess.js";
import { classes, type VerdictRule } from "../verdict/rule.js";
import { changeOver } from "../verdict/summary.js";
import { say } from "../verdict/words.js";

/** What the rule was asked, and its answer. */
interface Answered {
  readonly rule: VerdictRule;
  readonly assessment: Assessment;
}

/** The verdict in a few words, and the sentences below it. */
export function answerOf({ rule, assessment }: Answered, verdict: YearVerdict): Answer {
  const early = verdict.status === "early" ? `, ${say(rule, "early-count")}` : "";
  const leftOut = assessment.comparable.leftOut.map(({ id, reason }) =>
    say(rule, "left-out", { series: rule.series.find((one) => one.id === id)?.reads ?? id, reason }),
  );
  return {
    inShort: rule.names[verdict.verdict] + early,
    words: [
      ratioOf(rule, verdict),
      say(rule, "shares", { shares: fmt.list(sharesOf(rule, verdict)).text }),
      say(rule, "confidence", { level: verdict.confidence.level }),
      // A series that is counted in two ways is left out twice.
      ...new Set(leftOut),
    ],
  };
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
    .map((name) =>
      say(rule, "share", {
        name: rule.names[name],
        share: fmt.percent(shares[name], { digits: 0 }).text,
      }),
    );
}
