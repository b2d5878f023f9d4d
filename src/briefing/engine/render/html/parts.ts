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
import { assumptionsHtml } from "../appendix/assumptions.js";
import { controlHtml } from "../answers/control.js";
import { LiveUnits } from "../answers/live-units.js";
import type { VariantFigures } from "../answers/variant-figures.js";
import type { SectionAnswers } from "../../report/answers.js";
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

/** What readers can change, and the figures drawn for it. */
export interface Answered {
  readonly answers: readonly SectionAnswers[];
  readonly figures: VariantFigures;
}

const unanswered: Answered = { answers: [], figures: new Map() };

export function renderParts(report: Report, drawings: Drawings, { answers, figures }: Answered = unanswered) {
  const prose = new ProseRenderer(report);
  const live = new LiveUnits(report, answers, figures);
  const page: Page = { opening: openingOf(report), drawings, prose, live };
  const headings = new PageHeadings();
  const { opening } = page;
  const head = markup`<header class="head">
<h1>${prose.plain([report.title])}</h1>
${byline(report, opening, prose)}${headlineHtml(opening, prose)}</header>
`;
  // In the order of the page, in which texts and headings are numbered.
  const chapters = report.sections.map((section) => chapter(section, page, headings));
  const appendices = [
    { id: "changes", text: labels.editions, html: editionsHtml(report, prose, headings) },
    { id: "references", text: labels.references, html: bibliographyHtml(report) },
    { id: "sources", text: labels.sourcesAndLimits, html: sourcesHtml(report, prose) },
    { id: "assumptions", text: labels.assumptions.appendix, html: assumptionsHtml(report) },
    { id: "provenance", text: labels.provenance, html: provenanceHtml(report) },
    { id: "cite", text: labels.cite, html: citeHtml(report) },
  ];
  return {
    report,
    /** At the top of a draft. */
    draft: draftHtml(report),
    /** Title, date, headline. */
    head,
    firstPage: firstPageHtml(page),
    live,
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

/** What the parts of a page are rendered from. */
interface Page {
  readonly opening: Opening;
  readonly drawings: Drawings;
  readonly prose: ProseRenderer;
  readonly live: LiveUnits;
}

/** A text of the front matter, which may follow a reader's settings. */
function fieldHtml(
  section: Section,
  name: "title" | "summary" | "withYourSettings",
  published: Prose,
  { prose, live }: Page,
  write: (text: Prose, writer: ProseRenderer) => Html,
): Html {
  const cell = live.frontMatterOf(section.id);
  return live.html(
    { section: section.id, cell },
    {
      prose,
      published: { blocks: [], fields: { [name]: published } },
      render: (writer, { fields }) => write(fields[name] ?? published, writer),
    },
  );
}

function chapter(section: Section, page: Page, headings: PageHeadings): Part {
  const { opening, drawings: figures, prose, live } = page;
  const id = safeName(section.id);
  const summary =
    opening.headlineSection !== section.id && section.summary
      ? fieldHtml(
          section,
          "summary",
          section.summary,
          page,
          (text, writer) => markup`<p class="summary">${writer.inline(text)}</p>\n`,
        )
      : undefined;
  const title = fieldHtml(
    section,
    "title",
    section.title,
    page,
    (text, writer) => markup`<span>${writer.plain(text)}</span>`,
  );
  const blocks = blocksHtml(section, { drawings: figures, elsewhere: opening.figures, live }, prose);
  const { markup: body, top } = headings.order(blocks.text, section.id);
  const html = markup`<section class="chapter" aria-labelledby="${id}">
<h2 id="${id}"${bearsTitle(section, prose.report) && markup` class="unseen"`}>${plainTitle(title)}</h2>
${summary}${trusted(body)}</section>
`;
  const shown = section.blocks.flatMap((block) =>
    block.kind === "figure" && !opening.figures.has(block.id) ? drawn(block, figures) : [],
  );
  return {
    id,
    text: prose.words(section.title),
    parts: top,
    html: live.finish(withPermalinks(html)),
    figures: shown,
  };
}

/** Only a title that follows a reader's settings needs an element of its own. */
const plainTitle = (title: Html): Html => trusted(title.text.replace(/^<span>([\s\S]*)<\/span>$/, "$1"));

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
function firstPageHtml(page: Page): Html | undefined {
  const { opening, prose, live } = page;
  const { lead, findings, unknown, newer, claims } = opening;
  const parts = [
    figure(lead, "lead", page),
    findings.length === 0 ? undefined : findingsHtml(findings, prose),
    withYoursHtml(page),
    labelledHtml("unknown", labels.unknown, unknown, prose),
    labelledHtml("newer", labels.newer, newer, prose),
    figure(claims, "claims", page),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return live.finish(markup`<section class="first-page" aria-label="${labels.inShort}">
${parts}</section>
`);
}

/** Headline and findings stay as published: this line says what a reader's settings give. */
function withYoursHtml(page: Page): Html | undefined {
  const { opening, live } = page;
  const text = opening.withYourSettings;
  const section = page.prose.report.sections.find(({ id }) => live.offers(id, text));
  if (text === undefined || section === undefined) return undefined;
  const line = fieldHtml(
    section,
    "withYourSettings",
    text,
    page,
    (given, writer) => markup`<span>${writer.inline(given)}</span>`,
  );
  return markup`<p class="with-yours" hidden><strong>${labels.assumptions.withYours}</strong> ${line}</p>\n`;
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
  { drawings, prose, live }: Page,
): Html | undefined {
  const drawn = block && drawings.get(block.id);
  if (block === undefined || drawn === undefined) return undefined;
  const section = prose.report.sections.find(({ blocks }) => blocks.includes(block));
  const source = { section: section?.id ?? "", cell: block.cell };
  const html = live.html(source, {
    prose,
    published: { blocks: [block], fields: {} },
    render: (writer, { blocks }) => {
      const shown = blocks.find((each) => each.kind === "figure" && each.id === block.id);
      return figureHtml(shown?.kind === "figure" ? shown : block, drawn, writer);
    },
    figures: [block],
  });
  // What the figure depends on can be changed at its foot.
  const controls = live.assumptionsOf(source).map((id) => controlHtml(id, prose.report));
  return markup`<div class="${place}">\n${html}${controls}</div>\n`;
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
