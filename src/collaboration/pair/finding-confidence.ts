/** Confidence in a single finding, by how many sources show it. The verdict has a rule of its own. */
import { AnalysisError } from "briefing/analysis";

export type FindingConfidence = "low" | "medium" | "high";

/**
 * `confidenceInFinding([true, true])`: one answer for each source that can show the finding. High: two sources or more
 * show it, and none does not. Medium: the only source shows it. Low: the sources disagree. Throws if no source shows it,
 * because then it is no finding.
 */
export function confidenceInFinding(shownBy: readonly boolean[]): FindingConfidence {
  if (!shownBy.includes(true))
    throw new AnalysisError("confidenceInFinding: no source shows this finding", {
      hint: "Leave the finding out, or guard its sentence.",
    });
  if (shownBy.includes(false)) return "low";
  return shownBy.length > 1 ? "high" : "medium";
}
