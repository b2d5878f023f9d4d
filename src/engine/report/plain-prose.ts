import { spokenText } from "../../model/guard.js";
import type { Prose } from "../../model/report.js";

/** What the parts of a prose stand for, in a report that was built or stored. */
export interface Worded {
  readonly values: Readonly<
    Record<string, { readonly raw: unknown; readonly text: string; readonly format: string }>
  >;
  readonly citations: Readonly<Record<string, { readonly text: string }>>;
}

/** Prose as plain words: values by their texts, citations as the page names them. */
export function plainProse(prose: Prose, { values, citations }: Worded): string {
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
