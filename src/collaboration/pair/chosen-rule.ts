import { AnalysisError, readDataJson } from "briefing/analysis";
import { readRule, type RuleChoices, type VerdictRule, withChoices } from "../verdict/index.js";

/** The rule in data/verdict-rule.json with what a chapter chooses; throws for a baseline that it lacks. */
export function chosenRule(asked: RuleChoices): VerdictRule {
  const rule = readRule(readDataJson("verdict-rule.json"));
  const chosen = withChoices(rule, asked);
  if (chosen !== undefined) return chosen;
  throw new AnalysisError(`pair.context: the rule has no baseline "${asked.baseline ?? ""}"`, {
    hint: `Its baselines: ${rule.baselines.map(({ id }) => id).join(", ")}.`,
  });
}

/** What is chosen in a rule, whether somebody asked for it or data/verdict-rule.json says it. */
export const choicesIn = ({
  baselines,
  limits,
  completeAfterMonths,
}: VerdictRule): Required<RuleChoices> => ({
  baseline: baselines[0].id,
  partial: limits.partial,
  completeAfterMonths,
});
