/** The parts of a briefing as HTML, rendered once, from which both the single page and the site are assembled. */
import type { FigureBlock, Prose, Report, Section } from "../../../model/report.js";
import { bibliographyHtml, citeHtml } from "../appendix/bibliography.js";
import { provenanceHtml } from "../appendix/provenance.js";
import { sourcesHtml, headSources } from "../appendix/sources.js";
import { draftHtml } from "../draft.js";
import type { Drawings } from "../figure/render-figure.js";
import { PageHeadings } from "../headings.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";
import { bearsTitle, openingOf, type Opening } from "../opening.js";
import { blocksHtml } from "./blocks.js";
import { withPermalinks, type ContentsEntry } from "./contents.js";
import { ProseRenderer } from "./prose.js";
import { markup, trusted, type Html } from "../template.js";
import { longDate } from "../dates.js";
import { authorNames } from "../imprint.js";
import { direction, sinceSummary } from "../since.js";
import { figureHtml } from "./shown.js";

/** A chapter or an appendix; its id is the anchor of its heading. */
export interface Part extends ContentsEntry {
  readonly html: Html;
  /** Figures drawn in it. */
  readonly figures: readonly FigureBlock[];
}

export type Parts = ReturnType<typeof renderParts>;

export function renderParts(report: Report, drawings: Drawings) {
  const prose = new ProseRenderer(report);
  const headings = new PageHeadings();
  const opening = openingOf(report);
  const head = markup`<header class="head">
<h1>${prose.plain([report.title])}</h1>
${byline(report, opening, prose)}${headlineHtml(opening, prose)}</header>
`;
  // In the order of the page, in which texts and headings are numbered.
  const chapters = report.sections.map((section) => chapter(section, opening, drawings, prose, headings));
  const appendices = [
    { id: "changes", text: labels.editions, html: editionsHtml(report, prose, headings) },
    { id: "references", text: labels.references, html: bibliographyHtml(report) },
    { id: "sources", text: labels.sourcesAndLimits, html: sourcesHtml(report, prose) },
    { id: "provenance", text: labels.provenance, html: provenanceHtml(report) },
    { id: "cite", text: labels.cite, html: citeHtml(report) },
  ];
  return {
    report,
    /** At the top of a draft. */
    draft: draftHtml(report),
    /** Title, date, headline. */
    head,
    firstPage: firstPageHtml(opening, drawings, prose),
    /** Figures drawn on the first page. */
    firstFigures: [opening.lead, opening.claims].flatMap((figure) => drawn(figure, drawings)),
    sources: sourcesLine(report),
    chapters,
    appendices: appendices.flatMap(({ html, id, text }): readonly Part[] =>
      html ? [{ id, html: withPermalinks(html), text: markup`${text}`, parts: [], figures: [] }] : [],
    ),
  };
}

/** What changed in each edition, in the author's words: notebooks/changes.md. */
function editionsHtml({ changes }: Report, prose: ProseRenderer, headings: PageHeadings): Html | undefined {
  if (changes === undefined) return undefined;
  const { markup: body } = headings.order(prose.block([changes]).text, "changes");
  return markup`<section class="chapter appendix" aria-labelledby="changes">
<h2 id="changes">${labels.editions}</h2>
${trusted(body)}</section>
`;
}

function chapter(
  section: Section,
  opening: Opening,
  figures: Drawings,
  prose: ProseRenderer,
  headings: PageHeadings,
): Part {
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
${summary}${trusted(body)}</section>
`;
  const shown = section.blocks.flatMap((block) =>
    block.kind === "figure" && !opening.figures.has(block.id) ? drawn(block, figures) : [],
  );
  return { id, text: prose.words(section.title), parts: top, html: withPermalinks(html), figures: shown };
}

const drawn = (figure: FigureBlock | undefined, drawings: Drawings): readonly FigureBlock[] =>
  figure !== undefined && drawings.has(figure.id) ? [figure] : [];

function headlineHtml({ subject, headline }: Opening, prose: ProseRenderer): Html {
  return markup`${headline && markup`<p class="headline">${prose.inline(headline)}</p>\n`}${subject && markup`<p class="subject">${prose.inline(subject)}</p>\n`}`;
}

/** The authors, the date of the page and, beside it, that of the data. */
function byline(report: Report, { dataDate }: Opening, prose: ProseRenderer): Html | undefined {
  const parts = [authorNames(report), longDate(report.date ?? "")].filter((part) => part !== "");
  const data = dataDate && markup`${parts.length > 0 && " · "}${prose.inline(dataDate)}`;
  return parts.length === 0 && data === undefined
    ? undefined
    : markup`<p class="byline">${parts.join(" · ")}${data}</p>\n`;
}

/**
 * Everything between the headline and the contents: the lead figure, the chapters' findings with links to them, what is
 * not known, what is reported of later years, and the claims. It has no headings, so that the first heading is that of
 * the first chapter.
 */
function firstPageHtml(opening: Opening, drawings: Drawings, prose: ProseRenderer): Html | undefined {
  const { lead, findings, unknown, newer, claims } = opening;
  const parts = [
    figure(lead, "lead", drawings, prose),
    findings.length === 0 ? undefined : findingsHtml(findings, prose),
    labelledHtml("unknown", labels.unknown, unknown, prose),
    labelledHtml("newer", labels.newer, newer, prose),
    figure(claims, "claims", drawings, prose),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return markup`<section class="first-page" aria-label="${labels.inShort}">
${parts}</section>
`;
}

function labelledHtml(name: string, label: string, text: Prose | undefined, prose: ProseRenderer) {
  return text && markup`<p class="${name}"><strong>${label}</strong> ${prose.inline(text)}</p>\n`;
}

function findingsHtml(findings: Opening["findings"], prose: ProseRenderer): Html {
  const items = findings.map(({ section, text }) => {
    const link = markup`<a href="#${safeName(section.id)}">${prose.words(section.title)}</a>`;
    return markup`<li>${text && markup`${prose.inline(text)} `}${link}</li>\n`;
  });
  return markup`<p class="in-brief"><strong>${labels.inBrief}</strong></p>
<ol class="findings">\n${items}</ol>\n`;
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

/** The sources of the briefing, and when they were collected. */
function sourcesLine(report: Report): Html | undefined {
  const line = headSources(report);
  const changes = sinceSummary(report);
  if (line === undefined && changes === undefined) return undefined;
  const from = line && markup`<p class="byline"><a href="#sources">${labels.sources}</a>: ${line}</p>\n`;
  const since = changes && markup`<p class="byline">${changes}${changedSigns(report)}</p>\n`;
  return markup`<section class="origins" aria-label="${labels.computedFrom}">${from}${since}</section>\n`;
}

/** The legend for the signs at changed numbers, if there are any. */
function changedSigns({ values }: Report): Html | undefined {
  const ways = new Set(Object.values(values).map(direction));
  const sign = (way: "up" | "down" | "changed", words: string) =>
    ways.has(way) && markup`, <span class="since ${way}"></span> ${words}`;
  return markup`${sign("up", "more")}${sign("down", "less")}${sign("changed", "other")}`;
}
