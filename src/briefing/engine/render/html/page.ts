import { browserFile, browserScript, contentPolicy, latePrograms, packedProgram } from "./browser-script.js";
import { colophon } from "../imprint.js";
import { contentsHtml } from "./contents.js";
import { documentHtml } from "./document.js";
import { metadataHtml } from "./metadata.js";
import type { Parts } from "./parts.js";
import { searchBox } from "./search-box.js";
import { fontFaces, pageStyle } from "./style.js";
import { labels } from "../labels.js";
import { markup, trusted } from "../template.js";
import { answersHtml } from "../answers/carried.js";
import { panelsHtml } from "./value-panel.js";

/** The whole briefing as one self-contained file. */
export function pageHtml(parts: Parts): string {
  const { report, draft, head, firstPage, sources, chapters, appendices } = parts;
  const figures = [...parts.firstFigures, ...chapters.flatMap((chapter) => chapter.figures)];
  const page = browserScript("page");
  const late = latePrograms(figures);
  const content = markup`${draft}${head}${firstPage}${sources}${chapters.map(({ html }) => html)}${appendices.map(({ html }) => html)}`;
  const contents = contentsHtml([...chapters, ...appendices]);
  // A page too short for contents needs no search either.
  const isSearched = contents !== undefined;
  return documentHtml({
    language: report.language,
    title: report.title,
    metadata: metadataHtml(report),
    policy: contentPolicy([page, ...[...(isSearched ? ["search" as const] : []), ...late].map(browserFile)]),
    style: markup`<style>\n${trusted(fontFaces())}${trusted(pageStyle())}</style>`,
    body: markup`<a class="skip" href="#content">${labels.skip}</a>
<div class="page">
${draft}${head}${firstPage}${sources}${isSearched && searchBox}${contents}<main id="content">
${chapters.map(({ html }) => html)}${appendices.map(({ html }) => html)}</main>
${colophon(report, "page")}</div>
${panelsHtml(content, report)}${answersHtml(content, parts)}${isSearched && packedProgram("search-program", "search")}${late.map((name) => packedProgram("program", name))}`,
    scripts: [markup`<script>${trusted(page)}</script>\n`],
  });
}
