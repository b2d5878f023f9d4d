/** How the briefing is cited: as a reference and as BibTeX. */
import type { Report } from "../../../model/report.js";
import { ownCitation } from "../../report/citations/own-citation.js";
import { markup, type Html } from "../html/template.js";
import { fence } from "../../../lib/markdown-text.js";
import { labels } from "../labels.js";
import { linkedRuns, runsMarkdown } from "./bibliography.js";

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

/** A script shows it: without one it would do nothing. */
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
