/** The works cited, each with the anchor that citations lead to. */
import type { BibliographyEntry, Report } from "../../../model/report.js";
import { markup, type Html } from "../html/template.js";
import { escapeMarkdown } from "../../../lib/markdown-text.js";
import { safeName } from "../names.js";
import { labels } from "../labels.js";

export function bibliographyHtml({ bibliography }: Report): Html | undefined {
  if (bibliography.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="references">
<h2 id="references">${labels.references}</h2>
<ol class="references">
${bibliography.map((entry) => markup`<li id="ref-${safeName(entry.key)}">${linkedRuns(entry.runs)}</li>\n`)}</ol>
</section>
`;
}

export function linkedRuns(runs: BibliographyEntry["runs"]): Html {
  return markup`${runs.map(({ text, style }) => (style === "italic" ? markup`<i>${linked(text)}</i>` : linked(text)))}`;
}

/** Web addresses in a text become links; nothing else does. */
function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:)\]])/);
  return markup`${pieces.map((piece, index) => (index % 2 === 1 ? markup`<a href="${piece}">${piece}</a>` : piece))}`;
}

export function bibliographyMarkdown({ bibliography }: Report): readonly string[] {
  if (bibliography.length === 0) return [];
  const entries = bibliography.map(({ runs }) => `- ${runsMarkdown(runs)}`);
  return [`## ${labels.references}`, entries.join("\n")];
}

export function runsMarkdown(runs: BibliographyEntry["runs"]): string {
  return runs
    .map(({ text, style }) => {
      const escaped = escapeMarkdown(text);
      return style === "italic" ? `<i>${escaped}</i>` : escaped;
    })
    .join("");
}
