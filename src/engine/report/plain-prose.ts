import { spokenText } from "../../model/guard.js";
import type { Prose, Report } from "../../model/report.js";
import { own } from "../../lib/own.js";

/** Prose as plain words: values by their texts, citations as the page names them. */
export function plainProse(
  prose: Prose,
  { values, citations }: Pick<Report, "values" | "citations">,
): string {
  return prose
    .map((part) => {
      if (typeof part === "string") return part;
      if ("target" in part) return `@${part.target}`;
      if ("citations" in part)
        return `(${part.citations.map((id) => own(citations, id)?.text ?? id).join("; ")})`;
      const value = own(values, part.value);
      return value === undefined ? "" : spokenText(value);
    })
    .join("")
    .trim();
}
