import type { FigureBlock, Report, Section } from "../../../model/report.js";
import { bibliographyHtml } from "../appendix/bibliography.js";
import { editionsHtml } from "../appendix/editions.js";
import { indicatorsHtml } from "../appendix/indicators.js";
import { provenanceHtml } from "../appendix/provenance.js";
import { headSources, sourcesHtml } from "../appendix/sources.js";
import { draftHtml } from "../draft.js";
import { explorerIn } from "../figure/explorer.js";
import type { Drawings } from "../figure/render-figure.js";
import { longDate } from "../format.js";
import { PageHeadings } from "../headings.js";
import { safeName } from "../names.js";
import { bearsTitle, openingOf, type Opening } from "../opening.js";
import { direction, sinceSummary } from "../since.js";
import { blocksHtml } from "./blocks.js";
import { browserScript, contentPolicy } from "./browser-script.js";
import { contentsHtml, type ContentsEntry } from "./contents.js";
import { ProseRenderer } from "./prose.js";
import { figureHtml } from "./shown.js";
import { fontFaces, pageStyle } from "./style.js";
import { markup, trusted, type Html } from "./template.js";
import { labels } from "../labels.js";

/** The whole briefing as one file that asks for nothing else. */
export function pageHtml(report: Report, figures: Drawings): string {
  const prose = new ProseRenderer(report);
  const headings = new PageHeadings();
  const opening = openingOf(report);
  const head = markup`${byline(report, opening, prose)}${headlineHtml(opening, prose)}${prose.panels()}`;
  const firstPage = firstPageHtml(opening, figures, prose);
  const chapters = report.sections.map((section) => chapterHtml(section, opening, figures, prose, headings));
  const appendices = [
    { id: "changes", text: labels.editions, html: editionsHtml(report, prose, headings) },
    { id: "references", text: labels.references, html: bibliographyHtml(report) },
    { id: "sources", text: labels.sourcesAndLimits, html: sourcesHtml(report, prose) },
    { id: "indicators", text: labels.indicators, html: indicatorsHtml(report, prose) },
    { id: "provenance", text: labels.provenance, html: provenanceHtml(report) },
  ].flatMap(({ html, id, text }) =>
    html === undefined ? [] : { id, html, text: markup`${text}`, parts: [] },
  );
  const scripts = pageScripts(report, figures);
  return markup`<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(scripts)}">
<title>${report.title}</title>
<style>
${trusted(fontFaces())}${trusted(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#content">${labels.skip}</a>
<div class="page">
${draftHtml(report)}<header class="head">
<h1>${prose.plain([report.title])}</h1>
${head}</header>
${firstPage}${sourcesLine(report)}${contentsHtml([...chapters, ...appendices])}<main id="content">
${chapters.map(({ html }) => html)}${appendices.map(({ html }) => html)}</main>
${colophon(report)}</div>
${scripts.map((script) => markup`<script>${trusted(script)}</script>\n`)}
</body>
</html>
`.text;
}

/** The programs of the page: those of explorers before what asks for them. */
function pageScripts({ sections }: Report, figures: Drawings): readonly string[] {
  if (figures.size === 0) return [browserScript("page")];
  const shown = sections.flatMap(({ blocks }) => blocks).filter((block) => block.kind === "figure");
  const explorers = new Set(shown.flatMap((block) => explorerIn(block)?.program ?? []));
  // What draws explorers draws all figures.
  const drawing =
    explorers.size === 0 ? (["figures"] as const) : [...[...explorers].sort(), "explorer" as const];
  return [browserScript("page"), ...drawing.map(browserScript)];
}

function headlineHtml({ headline }: Opening, prose: ProseRenderer): Html | undefined {
  return headline && markup`<p class="headline">${prose.inline(headline)}</p>\n`;
}

/** Who wrote it, the date of the page and, beside it, that of the data. */
function byline({ authors, date }: Report, { dataDate }: Opening, prose: ProseRenderer): Html | undefined {
  const parts = [authors.join(", "), longDate(date ?? "")].filter((part) => part !== "");
  const data = dataDate && markup`${parts.length > 0 && " · "}${prose.inline(dataDate)}`;
  return parts.length === 0 && data === undefined
    ? undefined
    : markup`<p class="byline">${parts.join(" · ")}${data}</p>\n`;
}

/**
 * What stands between the headline and the contents: the lead figure, what the chapters found with the way to them, what
 * is not known, the claims. It has no headings: the first one is that of the first chapter.
 */
function firstPageHtml(opening: Opening, drawings: Drawings, prose: ProseRenderer): Html | undefined {
  const { lead, findings, unknown, claims } = opening;
  const parts = [
    figure(lead, "lead", drawings, prose),
    findings.length === 0 ? undefined : findingsHtml(findings, prose),
    unknown && markup`<p class="unknown"><strong>${labels.unknown}</strong> ${prose.inline(unknown)}</p>\n`,
    figure(claims, "claims", drawings, prose),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return markup`<section class="first-page" aria-label="${labels.inShort}">
${parts}${prose.panels()}</section>
`;
}

function findingsHtml(findings: Opening["findings"], prose: ProseRenderer): Html {
  const items = findings.map(({ section, text }) => {
    const link = markup`<a href="#${safeName(section.id)}">${prose.words(section.title)}</a>`;
    return markup`<li>${text && markup`${prose.inline(text)} `}${link}</li>\n`;
  });
  return markup`<ol class="findings">\n${items}</ol>\n`;
}

function figure(
  block: FigureBlock | undefined,
  place: "lead" | "claims",
  drawings: Drawings,
  prose: ProseRenderer,
): Html | undefined {
  const drawn = block && drawings.get(block.id);
  if (block === undefined || drawn === undefined) return undefined;
  return markup`<div class="${place}">\n${figureHtml(block, drawn, prose)}</div>\n`;
}

/** What the briefing was computed from, and when that was collected. */
function sourcesLine(report: Report): Html | undefined {
  const line = headSources(report);
  const changes = sinceSummary(report);
  const from =
    line === undefined
      ? undefined
      : markup`<p class="byline"><a href="#sources">${labels.sources}</a>: ${line}</p>\n`;
  const since =
    changes === undefined ? undefined : markup`<p class="byline">${changes}${changedSigns(report)}</p>\n`;
  return from || since
    ? markup`<section class="origins" aria-label="${labels.computedFrom}">${from}${since}</section>\n`
    : undefined;
}

/** What the small signs at changed numbers mean, where there are some. */
function changedSigns({ values }: Report): Html | undefined {
  const ways = new Set(Object.values(values).map(direction));
  const sign = (way: "up" | "down" | "changed", words: string) =>
    ways.has(way) && markup`, <span class="since ${way}"></span> ${words}`;
  return markup`${sign("up", "more")}${sign("down", "less")}${sign("changed", "other")}`;
}

function chapterHtml(
  section: Section,
  opening: Opening,
  figures: Drawings,
  prose: ProseRenderer,
  headings: PageHeadings,
): ContentsEntry & { readonly html: Html } {
  const id = safeName(section.id);
  const summary =
    opening.headlineSection !== section.id && section.summary
      ? markup`<p class="summary">${prose.inline(section.summary)}</p>\n`
      : undefined;
  const title = prose.plain(section.title);
  const blocks = blocksHtml(section.blocks, { drawings: figures, elsewhere: opening.figures }, prose);
  const { markup: body, top } = headings.order(blocks.text, section.id);
  const html = markup`<section class="chapter" aria-labelledby="${id}">
<h2 id="${id}"${bearsTitle(section, prose.report) && markup` class="unseen"`}>${title}</h2>
${summary}${trusted(body)}${prose.panels()}</section>
`;
  return { id, text: prose.words(section.title), parts: top, html };
}

function colophon({ provenance, sections }: Report): Html {
  const data = [...new Set(Object.values(provenance).flatMap(({ files }) => files))].sort();
  const from = data.length === 0 ? undefined : markup` from ${list(data)}`;
  const notebooks = sections.length === 1 ? "the notebook" : "the notebooks";
  const again =
    data.length > 0 &&
    markup` <code>briefing build</code>, in the folder of the project, makes it again: the same inputs give the same page.`;
  return markup`<footer>
<h2>${labels.howMade}</h2>
<p>Its numbers, figures and tables were computed by ${notebooks} ${list(sections.map(({ notebook }) => notebook))}${from}. The executed notebooks, each figure with its data and specification, and <code>report.json</code>, which records what every cell read, lie beside this page.${again}</p>
</footer>
`;
}

function list(paths: readonly string[]): Html {
  const before = (index: number) => (index === 0 ? "" : index === paths.length - 1 ? " and " : ", ");
  return markup`${paths.map((path, index) => markup`${before(index)}<code>${path}</code>`)}`;
}
