import { spokenText } from "../model/guard.js";
import type { Prose } from "../model/report.js";
import type { StoredReport } from "./stored-report.js";

/** Prose as plain words: values by their texts, citations as the page names them. */
export function plainProse(
  prose: Prose,
  { values, citations }: Pick<StoredReport, "values" | "citations">,
): string {
  return prose
    .map((part) => {
      if (typeof part === "string") return part;
      if ("value" in part) {
        const value = values[part.value];
        return value === undefined ? "" : spokenText(value);
      }
      if ("target" in part) return `@${part.target}`;
      return `(${part.citations.map((id) => citations[id]?.text ?? id).join("; ")})`;
    })
    .join("")
    .trim();
}
