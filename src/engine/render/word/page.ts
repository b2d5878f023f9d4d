/** The briefing as a Word document, for those who edit it and comment on it. */
import { Document, Packer } from "docx";
import { authorName } from "../../../model/publication.js";
import type { Report, Section } from "../../../model/report.js";
import { bibliographyHtml } from "../appendix/bibliography.js";
import { editionsHtml } from "../appendix/editions.js";
import { indicatorsHtml } from "../appendix/indicators.js";
import { headSources, sourcesHtml } from "../appendix/sources.js";
import { foldCode, type ShownBlock } from "../code-folds.js";
import { draftHtml } from "../draft.js";
import type { Draw } from "../figure/draw.js";
import { longDate } from "../dates.js";
import { PageHeadings } from "../headings.js";
import { blockHtml } from "../html/blocks.js";
import { ProseRenderer } from "../html/prose.js";
import { escapeHtml } from "../../../lib/escape-html.js";
import { markup, type Html } from "../html/template.js";
import { authorNames, imprintHtml } from "../imprint.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";
import { bearsTitle, openingOf, type Opening } from "../opening.js";
import { sinceSummary } from "../since.js";
import { BlockWriter } from "./blocks.js";
import { Book } from "./book.js";
import { contents } from "./contents.js";
import { attribute, elementsOf, hasClass, outermost, parseHtml, textOf, type Node } from "./dom.js";
import { drawingsOf } from "./drawings.js";
import type { Content } from "./grid.js";
import { stylesOf } from "./layout.js";
import { sectionOf } from "./sections.js";
import { claimPieces, elsewherePieces, figurePieces, tablePieces, type Desk } from "./shown.js";
import { deterministicDocument } from "./deterministic.js";
import { xmlText } from "./xml.js";

/** A file that Word and LibreOffice open; `draw` draws its figures. */
export async function pageWord(report: Report, draw?: Draw): Promise<Uint8Array> {
  const drawings = await drawingsOf(report, draw);
  const document = new WordPage(report, drawings).document();
  return deterministicDocument(await Packer.toBuffer(document), report);
}

type WordBlock = Extract<ShownBlock, { kind: "figure" | "table" | "claim" }>;

class WordPage {
  readonly #report: Report;
  readonly #drawings: Desk["drawings"];
  readonly #prose: ProseRenderer;
  readonly #opening: Opening;
  /** The chapter whose heading is the title of the page. */
  readonly #titled: Section | undefined;
  readonly #main: readonly Node[];
  readonly #book: Book;
  /** Figures, tables and claims, which HTML names by their number here. */
  readonly #blocks: WordBlock[] = [];

  constructor(report: Report, drawings: Desk["drawings"]) {
    this.#report = report;
    this.#drawings = drawings;
    this.#prose = new ProseRenderer(report);
    this.#opening = openingOf(report);
    this.#titled = report.sections.find((section) => bearsTitle(section, report));
    this.#main = parseHtml(this.#mainHtml());
    this.#book = new Book(this.#anchors());
  }

  /** Where links of the page lead that the document can follow. */
  #anchors(): ReadonlySet<string> {
    const blocks = this.#blocks.flatMap(({ kind, id }) => {
      if (kind === "figure") return this.#drawings.has(id) ? [`fig-${safeName(id)}`] : [];
      return [`${kind === "table" ? "tbl" : "claim"}-${safeName(id)}`];
    });
    const title = this.#titled === undefined ? [] : [safeName(this.#titled.id)];
    return new Set([...title, ...anchorsIn(this.#main), ...blocks]);
  }

  document(): Document {
    const { title, authors, date, language } = this.#report;
    const main = this.#main;
    const writer: BlockWriter = new BlockWriter(this.#book, main, (number) => this.#block(writer, number));
    const pieces = [...this.#openingPieces(writer), ...contents(main), ...writer.blocks(main)];
    const by = xmlText(authors.map(authorName).join("; "));
    return new Document({
      title: xmlText(title),
      creator: by,
      lastModifiedBy: by,
      styles: stylesOf(language),
      numbering: { config: [...this.#book.lists] },
      footnotes: this.#book.notes,
      compatabilityModeVersion: 15,
      sections: [sectionOf(pieces, { title, date: longDate(date ?? "") })],
    });
  }

  /** Chapters, appendices and how it was made. */
  #mainHtml(): string {
    const headings = new PageHeadings();
    const report = this.#report;
    const prose = this.#prose;
    return [
      ...report.sections.map((section) => this.#chapterHtml(section, headings)),
      ...[
        editionsHtml(report, prose, headings),
        bibliographyHtml(report),
        sourcesHtml(report, prose),
        indicatorsHtml(report, prose),
        colophon(report),
      ].flatMap((html) => html?.text ?? []),
    ].join("");
  }

  #chapterHtml(section: Section, headings: PageHeadings): string {
    const id = safeName(section.id);
    const blocks = foldCode(section.blocks).map((block) =>
      block.kind === "fold" ? "" : this.#blockHtml(block),
    );
    const { markup: body } = headings.order(blocks.join(""), section.id);
    const title =
      section === this.#titled ? "" : `<h2 id="${id}">${this.#prose.plain(section.title).text}</h2>`;
    const isSaid = section.summary === undefined || this.#opening.headlineSection === section.id;
    const summary = isSaid ? "" : `<p class="summary">${this.#prose.inline(section.summary).text}</p>`;
    return `${title}${summary}${body}`;
  }

  #blockHtml(block: ShownBlock): string {
    if (block.kind === "figure" || block.kind === "table" || block.kind === "claim")
      return `<x-block n="${this.#blocks.push(block) - 1}"></x-block>`;
    return blockHtml(block, { drawings: new Map(), elsewhere: new Set() }, this.#prose).text;
  }

  #block(writer: BlockWriter, number: number): readonly Content[] {
    const block = this.#blocks[number];
    const desk = this.#desk(writer);
    switch (block?.kind) {
      case "figure":
        return this.#opening.figures.has(block.id) ? elsewherePieces(block, desk) : figurePieces(block, desk);
      case "table":
        return tablePieces(block, desk);
      case "claim":
        return claimPieces(block, desk);
      case undefined:
        return [];
    }
  }

  #desk(writer: BlockWriter): Desk {
    return { writer, prose: this.#prose, book: this.#book, drawings: this.#drawings };
  }

  /** Title, who and when, the answer, the lead figure, what the chapters found, what is not known, the claims. */
  #openingPieces(writer: BlockWriter): readonly Content[] {
    const report = this.#report;
    const prose = this.#prose;
    const { headline, dataDate, lead, findings, unknown, claims } = this.#opening;
    const byline = [
      escapeHtml(authorNames(report)),
      escapeHtml(longDate(report.date ?? "")),
      dataDate === undefined ? "" : prose.inline(dataDate).text,
    ].filter((part) => part !== "");
    const items = findings.map(({ section, text }) => {
      const said = text === undefined ? "" : `${prose.inline(text).text} `;
      return `<li>${said}<a href="#${safeName(section.id)}">${prose.words(section.title).text}</a></li>`;
    });
    const line = headSources(report);
    const sources = line === undefined ? "" : `<a href="#sources">${labels.sources}</a>: ${escapeHtml(line)}`;
    const desk = this.#desk(writer);
    return [
      ...writer.html(draftHtml(report)?.text ?? ""),
      ...writer.line(prose.plain([report.title]).text, "Title", this.#titled && safeName(this.#titled.id)),
      ...writer.line(byline.join(" · "), "Byline"),
      ...(headline === undefined ? [] : writer.line(prose.inline(headline).text, "Headline")),
      ...(lead === undefined ? [] : figurePieces(lead, desk)),
      ...writer.html(items.length === 0 ? "" : `<ol>${items.join("")}</ol>`),
      ...(unknown === undefined
        ? []
        : writer.line(`<b>${labels.unknown}</b> ${prose.inline(unknown).text}`, "Normal")),
      ...(claims === undefined ? [] : figurePieces(claims, desk)),
      ...writer.line(sources, "Byline"),
      ...writer.line(escapeHtml(sinceSummary(report) ?? ""), "Byline"),
    ];
  }
}

/** Who publishes it, and what the page has and a document cannot: how each number came about. */
function colophon(report: Report): Html {
  const notebooks = report.sections.map(
    ({ notebook }, index) => markup`${index === 0 ? "" : ", "}<code>${notebook}</code>`,
  );
  return markup`${imprintHtml(report)}<h2 id="made">${labels.howDocumentMade}</h2>
<p>Its numbers, figures and tables were computed by ${notebooks}. The page <code>briefing.html</code> shows the code, and of each number where it comes from. <code>briefing build --docx</code>, in the folder of the project, makes this document again, without what was changed in it by hand.</p>
`;
}

const marked = new Set(["h1", "h2", "h3", "h4", "h5", "h6", "dt"]);

/** Headings, entries and references of the page that are written, and so have a bookmark. */
function anchorsIn(nodes: readonly Node[]): readonly string[] {
  const references = outermost(nodes, new Set(["ol"])).filter((list) => hasClass(list, "references"));
  return [...outermost(nodes, marked), ...references.flatMap(({ children }) => elementsOf(children))]
    .filter((node) => textOf(node).trim() !== "")
    .flatMap((node) => attribute(node, "id") ?? []);
}
