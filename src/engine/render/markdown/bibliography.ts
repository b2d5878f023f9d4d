import type { BibliographyEntry } from "../../../model/report.js";
import { escapeMarkdown } from "./escape.js";

/** The works cited, under a heading that citations lead to. */
export function bibliographyMarkdown(bibliography: readonly BibliographyEntry[]): readonly string[] {
  if (bibliography.length === 0) return [];
  const entries = bibliography.map(({ runs }) =>
    runs
      .map(({ text, style }) => {
        const escaped = escapeMarkdown(text);
        return style === "italic" ? `<i>${escaped}</i>` : escaped;
      })
      .join(""),
  );
  return ["## References", entries.map((entry) => `- ${entry}`).join("\n")];
}
