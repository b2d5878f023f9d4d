/** The works cited, each with the anchor that citations link to. */
import type { BibliographyEntry, Report } from "../../../model/report.js";
import { markup, type Html } from "../template.js";
import { escapeMarkdown, fence } from "../../../lib/markdown-text.js";
import { safeName } from "../names.js";
import { labels } from "../labels.js";
import { ownCitation } from "../../report/citations/own-citation.js";

export function bibliographyHtml({ bibliography }: Report): Html | undefined {
  if (bibliography.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="references">
<h2 id="references">${labels.references}</h2>
<ol class="references">
${bibliography.map((entry) => markup`<li id="ref-${safeName(entry.key)}">${linkedRuns(entry.runs)}</li>\n`)}</ol>
</section>
`;
}

function linkedRuns(runs: BibliographyEntry["runs"]): Html {
  return markup`${runs.map(({ text, style }) => (style === "italic" ? markup`<i>${linked(text)}</i>` : linked(text)))}`;
}

/** Turns web addresses in a text into links, and nothing else. */
function linked(text: string): Html {
  const pieces = text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:)\]])/);
  return markup`${pieces.map((piece, index) => (index % 2 === 1 ? markup`<a href="${piece}">${piece}</a>` : piece))}`;
}

export function bibliographyMarkdown({ bibliography }: Report): readonly string[] {
  if (bibliography.length === 0) return [];
  const entries = bibliography.map(({ runs }) => `- ${runsMarkdown(runs)}`);
  return [`## ${labels.references}`, entries.join("\n")];
}

const runsMarkdown = (runs: BibliographyEntry["runs"]): string =>
  runs
    .map(({ text, style }) => (style === "italic" ? `<i>${escapeMarkdown(text)}</i>` : escapeMarkdown(text)))
    .join("");

export function citeHtml(report: Report): Html | undefined {
  const citation = ownCitation(report);
  if (citation === undefined) return undefined;
  const { runs, key, bibtex } = citation;
  const address = `data:application/x-bibtex;charset=utf-8,${encodeURIComponent(bibtex)}`;
  return markup`<section class="chapter appendix" aria-labelledby="cite">
<h2 id="cite">${labels.cite}</h2>
<p class="citation" id="cite-text">${linkedRuns(runs)}</p>
<p class="tools">${copyButton("cite-text")}</p>
<details class="fold"><summary>BibTeX</summary>
<pre tabindex="0" id="cite-bibtex">${bibtex}</pre>
<p class="tools">${copyButton("cite-bibtex")}<a href="${address}" download="${key}.bib">${key}.bib</a></p>
</details>
</section>
`;
}

/** Hidden until a script shows it: without one it would do nothing. */
function copyButton(id: string): Html {
  return markup`<button type="button" class="copy" data-copies="${id}" hidden>${labels.copy}</button>`;
}

export function citeMarkdown(report: Report): readonly string[] {
  const citation = ownCitation(report);
  if (citation === undefined) return [];
  return [
    `## ${labels.cite}`,
    runsMarkdown(citation.runs),
    `<details><summary>BibTeX</summary>\n\n${fence(citation.bibtex.trimEnd(), "bibtex")}\n\n</details>`,
  ];
}
