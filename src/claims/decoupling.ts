import { type VerdictId, verdictNames, type YearVerdict } from "../analysis/verdict.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../show/fmt.js";
import { text } from "../show/text.js";
import type { RichText } from "../model/value.js";
import type { Parts } from "./reading.js";
import { ruleYears } from "./tables.js";

const full: readonly VerdictId[] = ["full", "between full and partial"];

/** The decrease is no full decoupling: neither the verdict of the complete year nor a class that it lies between is. */
export function notFull(about: PairContext): Parts {
  const found = about.assessment.complete;
  const reads = "By the written rule the verdict is not full decoupling, nor does it lie next to it";
  if (found === null || found.verdict === "no verdict")
    return [{ reads, needs: found?.decision.reason ?? "a complete year after the baseline in every source" }];
  const evidence = verdictWords(about, found);
  if (found.verdict === "no single answer")
    return [{ reads, needs: "computations that agree on one class or on two neighbours", evidence }];
  return [{ reads, holds: !full.includes(found.verdict), evidence }];
}

/** The verdict, R over all computations, and in the same breath the change in the number of joint papers. */
function verdictWords(about: PairContext, { year, verdict, decision }: YearVerdict): RichText {
  const { baseline } = ruleYears(about);
  const [from, to] = [Math.min(...baseline), Math.max(...baseline)];
  const changes = decision.ratios
    .filter(({ specification }) => specification.baseline === about.rule.baselines[0])
    .map(({ jointChange }) => jointChange);
  const range = decision.range;
  const ratios =
    range === null
      ? text``
      : text` Given how much each works with everyone, the two wrote ${fmt.change({ lower: range.least - 1, upper: range.most - 1 })} joint papers than in the baseline;`;
  return text`The verdict for ${fmt.year(year)}: ${verdictNames[verdict]}.${ratios} in number they wrote ${fmt.change({ lower: Math.min(...changes), upper: Math.max(...changes) })} than in ${fmt.range(from, to, "year")}.`;
}
