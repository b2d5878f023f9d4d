/** How the briefing is cited: as a person pastes it, and in the two forms that programs for references read. */
import type { Report } from "../../../model/report.js";
import { ownCitation, type OwnCitation } from "../../report/citations/own-citation.js";
import { markup, type Html } from "../html/template.js";
import { fence } from "../../../lib/markdown-text.js";
import { labels } from "../labels.js";
import { linkedRuns, runsMarkdown } from "./bibliography.js";

const words = ({ runs }: OwnCitation): string => runs.map(({ text }) => text).join("");

/** How the first figure would be cited; undefined where there is none. */
function figureExample(report: Report, whole: string): string | undefined {
  const blocks = report.sections.flatMap((section) => section.blocks);
  const figure = blocks.find((block) => block.kind === "figure");
  return figure && labels.inCitation(labels.figure(figure.number), whole);
}

export function citeHtml(report: Report): Html | undefined {
  const citation = ownCitation(report);
  if (citation === undefined) return undefined;
  const example = figureExample(report, words(citation));
  return markup`<section class="chapter appendix" aria-labelledby="cite">
<h2 id="cite">${labels.cite}</h2>
<p class="citation" id="cite-text">${linkedRuns(citation.runs)}</p>
<p class="tools">${copyButton("cite-text")}</p>
${fileHtml("BibTeX", "cite-bibtex", citation.bibtex, `${citation.key}.bib`, "application/x-bibtex")}${fileHtml("RIS", "cite-ris", citation.ris, `${citation.key}.ris`, "application/x-research-info-systems")}${
    example !== undefined && markup`<p>${labels.citeFigure}</p>\n<p class="citation">${example}</p>\n`
  }</section>
`;
}

function fileHtml(form: string, id: string, text: string, file: string, type: string): Html {
  const address = `data:${type};charset=utf-8,${encodeURIComponent(text)}`;
  return markup`<details class="fold"><summary>${form}</summary>
<pre tabindex="0" id="${id}">${text}</pre>
<p class="tools">${copyButton(id)}<a href="${address}" download="${file}">${file}</a></p>
</details>
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
