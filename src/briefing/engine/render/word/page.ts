/** The briefing as a Word document, for editing and comments: converts the HTML of the page element by element. */
import {
  Document,
  Packer,
  AlignmentType,
  Footer,
  Header,
  PageNumber,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  type ISectionOptions,
} from "docx";
import { escapeHtml } from "../../../lib/escape-html.js";
import { authorName } from "../../../model/publication.js";
import type { Report } from "../../../model/report.js";
import { headSources } from "../appendix/sources.js";
import { longDate } from "../dates.js";
import type { Draw } from "../figure/draw.js";
import { drawFigures } from "../figure/render-figure.js";
import { renderParts, type Parts } from "../html/parts.js";
import { markup, type Html } from "../template.js";
import { imprintHtml } from "../imprint.js";
import { labels } from "../labels.js";
import { sinceSummary } from "../since.js";
import { BlockWriter } from "./blocks.js";
import { DocState } from "./doc-state.js";
import { attribute, elementsOf, hasClass, outermost, parseHtml, textContent, type Node } from "./dom.js";
import { contents, pagesByTitle, type PageOf } from "./contents.js";
import { stylesOf, page, textWidth } from "./layout.js";
import type { Paginate } from "./paginate.js";
import { xmlText } from "./xml.js";
import JSZip from "jszip";
import { apart, type Content } from "./table.js";

/**
 * A file for Word and LibreOffice; `draw` draws its figures, and `paginate` finds the page numbers of its contents, which
 * Word does not compute on its own when it opens a document.
 */
export async function pageWord(report: Report, draw?: Draw, paginate?: Paginate): Promise<Uint8Array> {
  const { drawings } = await drawFigures(report, draw);
  const parts = renderParts(report, drawings);
  const made = async (pages?: PageOf) =>
    deterministicDocument(await Packer.toBuffer(documentOf(report, parts, pages)), report);
  // As many digits as the numbers have, so that no line breaks elsewhere.
  const found = await paginate?.(await made(() => 10));
  return made(found && pagesByTitle(found));
}

function documentOf(report: Report, parts: Parts, pages?: PageOf): Document {
  const { title, authors, date, language } = report;
  const drawings: string[] = [];
  const read = (html: string) => parseHtml(withoutDrawings(html, drawings));
  const body = mainHtml(report, parts);
  const opening = read(openingHtml(report, parts, unseenTitle.exec(body)?.[1]));
  const main = read(body.replace(unseenTitle, ""));
  const all = [...opening, ...main];
  const doc = new DocState(new Set(anchorsIn(all)));
  const writer = new BlockWriter(doc, all, drawings);
  const pieces = [...writer.blocks(opening), ...contents(main, pages), ...writer.blocks(main)];
  const by = xmlText(authors.map(authorName).join("; "));
  return new Document({
    title: xmlText(title),
    creator: by,
    lastModifiedBy: by,
    styles: stylesOf(language),
    numbering: { config: doc.lists },
    footnotes: doc.notes,
    compatabilityModeVersion: 15,
    sections: [sectionOf(pieces, title, longDate(date ?? ""))],
  });
}

/** The heading of a chapter that repeats the title of the page. */
const unseenTitle = /<h2 id="([^"]*)" class="unseen">[\s\S]*?<\/h2>/;

/** Title, byline, headline, lead figure, findings of the chapters, what is not known, the claims. */
function openingHtml(report: Report, { draft, head, firstPage }: Parts, anchor: string | undefined): string {
  const sources = headSources(report);
  const lines = [
    sources === undefined ? "" : `<a href="#sources">${labels.sources}</a>: ${escapeHtml(sources)}`,
    escapeHtml(sinceSummary(report) ?? ""),
  ].map((line) => `<p class="byline">${line}</p>`);
  const title = anchor === undefined ? head.text : head.text.replace("<h1>", `<h1 id="${anchor}">`);
  return [draft?.text ?? "", title, firstPage?.text ?? "", ...lines].join("");
}

/** Chapters, appendices and how it was made; dependencies of each number are only on the page. */
function mainHtml(report: Report, { chapters, appendices }: Parts): string {
  const kept = appendices.filter(({ id }) => id !== "provenance" && id !== "cite");
  return [...chapters, ...kept, { html: colophon(report) }].map(({ html }) => html.text).join("");
}

/** Replaces drawings by numbered placeholders, because HTML would not preserve upper case in them. */
const withoutDrawings = (html: string, drawings: string[]): string =>
  html.replace(/<svg\b[\s\S]*?<\/svg>/g, (svg) => `<x-drawing n="${drawings.push(svg) - 1}"></x-drawing>`);

/** Who publishes it, and a pointer to the page for the provenance of each number. */
function colophon(report: Report): Html {
  const notebooks = report.sections.map(
    ({ notebook }, index) => markup`${index === 0 ? "" : ", "}<code>${notebook}</code>`,
  );
  return markup`${imprintHtml(report)}<h2 id="made">${labels.howDocumentMade}</h2>
<p>Its numbers, figures and tables were computed by ${notebooks}. The page <code>briefing.html</code> shows the code, and of each number where it comes from. <code>briefing build --docx</code>, in the folder of the project, makes this document again, without what was changed in it by hand.</p>
`;
}

const marked = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "dt", "figure", "article"]);

/** Anchors that become bookmarks: of headings, figures, tables, claims, entries and references that are written. */
function anchorsIn(nodes: readonly Node[]): readonly string[] {
  const references = outermost(nodes, new Set(["ol"])).filter((list) => hasClass(list, "references"));
  return [...outermost(nodes, marked), ...references.flatMap(({ children }) => elementsOf(children))]
    .filter((node) => textContent(node).trim() !== "")
    .flatMap((node) => attribute(node, "id") ?? []);
}

/** Used if the briefing has no date: the earliest that a zip file can hold. */
const noDate = "1980-01-01";

/**
 * docx writes the time of day into the file and gives links random names: links are numbered instead, and the time is
 * the briefing's. It also omits the language.
 */
async function deterministicDocument(
  document: Uint8Array,
  { date, language }: Pick<Report, "date" | "language">,
): Promise<Uint8Array> {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(date ?? "") ? (date ?? noDate) : noDate;
  const before = await JSZip.loadAsync(document);
  const after = new JSZip();
  const options = { date: new Date(`${day}T00:00:00Z`), createFolders: false };
  // New names, by those from docx.
  const links = new Map<string, string>();
  const nameOf = (id: string): string => {
    const name = links.get(id) ?? `link${links.size + 1}`;
    links.set(id, name);
    return name;
  };
  const deterministic = (xml: string): string =>
    xml
      .replace(made, (_, tag: string) => `${tag}${day}T00:00:00Z`)
      .replace("</cp:coreProperties>", (end) => `<dc:language>${escapeHtml(language)}</dc:language>${end}`)
      .replace(chance, (_, id: string) => `"${nameOf(id)}"`);
  for (const name of Object.keys(before.files).sort()) {
    const file = before.file(name);
    if (file === null) continue;
    const isXml = /\.(?:xml|rels)$/.test(name);
    const content = isXml ? deterministic(await file.async("string")) : await file.async("uint8array");
    after.file(name, content, options);
  }
  return after.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

const made = /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g;
/** A web link as docx names it, in its part and in that part's list of relationships. */
const chance = /"rId([a-z0-9_-]{21})"/g;

/** All pages: title and date at the top, except on the first; page number at the bottom. */
function sectionOf(content: readonly Content[], title: string, date: string): ISectionOptions {
  const { width, height, margin } = page;
  const margins = { top: margin, right: margin, bottom: margin, left: margin, header: 680, footer: 680 };
  const short = title.length > 90 ? `${title.slice(0, 89)}…` : title;
  const tabStops = [{ type: TabStopType.RIGHT, position: textWidth }];
  const after = date === "" ? [] : [new TextRun({ children: [new Tab(), xmlText(date)] })];
  const header = new Paragraph({
    style: "header",
    tabStops,
    children: [new TextRun(xmlText(short)), ...after],
  });
  const footer = (): Footer => {
    const children = [new TextRun({ children: [PageNumber.CURRENT, " / ", PageNumber.TOTAL_PAGES] })];
    const alignment = AlignmentType.CENTER;
    return new Footer({ children: [new Paragraph({ style: "footer", alignment, children })] });
  };
  return {
    properties: { titlePage: true, page: { size: { width, height }, margin: margins } },
    headers: {
      default: new Header({ children: [header] }),
      first: new Header({ children: [new Paragraph({ style: "header" })] }),
    },
    footers: { default: footer(), first: footer() },
    children: apart(content, "TableText"),
  };
}
