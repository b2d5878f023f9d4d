/** Confidence in a single finding, by how many sources show it. The verdict has a rule of its own. */

export type FindingConfidence = "low" | "medium" | "high";

/**
 * `confidenceInFinding([true, true])`: one answer for each source that can show the finding. High: at least two sources
 * can, and all of them show it. Medium: the only one shows it. Low: one of them does not show it, or no source can.
 */
export function confidenceInFinding(shownBy: readonly boolean[]): FindingConfidence {
  if (shownBy.length === 0 || shownBy.includes(false)) return "low";
  return shownBy.length > 1 ? "high" : "medium";
}
