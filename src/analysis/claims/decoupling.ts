import { quotedChange, type VerdictId, verdictNames, type YearVerdict } from "../verdict/index.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import type { Parts } from "./reading.js";

const full: readonly VerdictId[] = ["full", "between full and partial"];

/** The decrease is no full decoupling: neither the verdict of the complete year nor a class that it lies between is. */
export function notFull(about: PairContext): Parts {
  const found = about.assessment.complete;
  const reads =
    "By the written rule the verdict is not full decoupling, nor between full and partial decoupling";
  if (found === null || found.verdict === "no verdict")
    return [{ reads, needs: found?.decision.reason ?? "a complete year after the baseline in every source" }];
  const evidence = verdictWords(about, found);
  if (found.verdict === "no single answer")
    return [{ reads, needs: "computations that agree on one class or on two neighbours", evidence }];
  return [{ reads, holds: !full.includes(found.verdict), evidence }];
}

/** The verdict, R over all computations, and in the same breath the change in the number of joint papers. */
function verdictWords(about: PairContext, { year, verdict }: YearVerdict): RichText {
  const [{ from, to }] = about.rule.baselines;
  const change = quotedChange(about.assessment, year);
  const told =
    change === null
      ? text``
      : text` Given how much each works with everyone, they wrote ${fmt.change(change.propensity)} papers together than at the propensity of ${fmt.range(from, to, "year")}; in number, ${fmt.change(change.papers)} than then.`;
  return text`The verdict for ${fmt.year(year)}: ${verdictNames[verdict]}.${told}`;
}
