/** Confidence in a single finding, by how many sources show it. The verdict has a rule of its own. */

export type FindingConfidence = "low" | "medium" | "high";

/**
 * `confidenceInFinding([true, true])`: one answer for each source that can show the finding. High: two sources or more
 * show it, and none does not. Medium: the only source shows it. Low: a source does not show it, or there is none.
 */
export function confidenceInFinding(shownBy: readonly boolean[]): FindingConfidence {
  if (shownBy.length === 0 || shownBy.includes(false)) return "low";
  return shownBy.length > 1 ? "high" : "medium";
}
