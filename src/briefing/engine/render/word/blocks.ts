/** The page's HTML → paragraphs and tables. */
import { Paragraph, TextRun, type IParagraphOptions, type ParagraphChild } from "docx";
import { own } from "../../../lib/own.js";
import type { DocState } from "./doc-state.js";
import {
  attribute,
  elementsOf,
  hasClass,
  isElement,
  isText,
  outermost,
  textContent,
  type Element,
  type Node,
} from "./dom.js";
import { InlineWriter, textRuns } from "./inline.js";
import { step, type StyleId } from "./layout.js";
import { shownClaim, shownFigure } from "./shown.js";
import { htmlTable, type Content } from "./table.js";

/** The context of a paragraph, which determines its format. */
interface Place {
  readonly style: StyleId;
  /** Indentation of the content, whatever its style. */
  readonly indent: number;
  /** The list that contains it, whose number goes to the first paragraph of each item. */
  readonly list?: { readonly level: number; readonly takeNumber: () => string | undefined };
  readonly keepNext?: true;
  readonly alignment?: IParagraphOptions["alignment"];
}

const normal: Place = { style: "Normal", indent: 0 };

const blockNames = new Set([
  ..."address article aside blockquote center dd details dir div dl dt fieldset figcaption figure".split(" "),
  ..."footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table ul".split(" "),
]);

export class BlockWriter {
  readonly doc: DocState;
  readonly #inline: InlineWriter;
  readonly drawings: readonly string[];

  /** `nodes` contain the footnotes, wherever they are mentioned. */
  constructor(doc: DocState, nodes: readonly Node[], drawings: readonly string[]) {
    this.doc = doc;
    this.drawings = drawings;
    const notes = notesOf(nodes);
    this.#inline = new InlineWriter(doc, "body", (anchor) => noteParagraphs(doc, notes.get(anchor)));
  }

  blocks(nodes: readonly Node[], place: Place = normal): readonly Content[] {
    const written: Content[] = [];
    let inline: Node[] = [];
    const flush = () => {
      written.push(...this.#paragraph(inline, place));
      inline = [];
    };
    for (const node of nodes) {
      if (!isElement(node) || !holdsBlocks(node)) inline.push(node);
      else {
        flush();
        written.push(...this.#element(node, place));
      }
    }
    flush();
    return written;
  }

  #element(node: Element, place: Place): readonly Content[] {
    const within = (more: Partial<Place> = {}) => this.blocks(node.children, { ...place, ...more });
    const { name } = node;
    const [, level] = /^h([1-6])$/.exec(name) ?? [];
    if (level !== undefined) {
      // The title of the page is one level above the chapters.
      const style = level === "1" ? "Title" : (`Heading${Number(level) - 1}` as const);
      return this.line(node.children, style, attribute(node, "id"));
    }
    if (hasClass(node, "markdown-alert")) return within({ style: "Alert" });
    // Footnotes are written where they are mentioned; panels and controls are for readers of the page.
    const isLeftOut = ["footnotes-list", "code", "assumption"].some((each) => hasClass(node, each));
    const isHidden = attribute(node, "popover") !== undefined || attribute(node, "hidden") !== undefined;
    if (isLeftOut || isHidden) return [];
    if (name === "figure" && hasClass(node, "shown")) return shownFigure(node, this);
    if (name === "article" && hasClass(node, "claim")) return shownClaim(node, this);
    switch (name) {
      case "p": {
        const style = own(styles, attribute(node, "class") ?? "");
        return hasClass(node, "markdown-alert-title")
          ? this.#paragraph(node.children, { ...place, keepNext: true }, { bold: true })
          : within(style && { style });
      }
      case "blockquote":
        return within({
          style: "Quote",
          ...((place.style === "Quote" || place.indent > 0) && {
            indent: Math.max(place.indent, step) + step,
          }),
        });
      case "pre":
        return [paragraphOf(code(textContent(node)), { ...place, style: "Code" })];
      case "ul":
      case "ol":
        return this.#list(node, place);
      case "dt":
      case "summary":
        return this.#paragraph(node.children, { ...place, style: "Term" }, {}, attribute(node, "id"));
      case "dd":
        return within({ style: "Definition" });
      case "hr":
        return [paragraphOf([], { ...place, style: "Rule" })];
      case "table":
        return htmlTable(node, this.cell);
      default:
        return within();
    }
  }

  #list(node: Element, place: Place): readonly Content[] {
    const level = Math.min(8, place.list === undefined ? 0 : place.list.level + 1);
    const start = Number(attribute(node, "start") ?? 1);
    const isReferences = hasClass(node, "references");
    const reference = this.doc.list(
      node.name === "ul" ? "bullets" : { start: Number.isInteger(start) && start >= 0 ? start : 1 },
    );
    return elementsOf(node.children).flatMap((item) => {
      if (isReferences) return this.line(item.children, "Reference", attribute(item, "id"));
      const numbers = [reference];
      const list = { level, takeNumber: () => numbers.pop() };
      const inItem: Place = { ...place, style: "ListParagraph", list };
      const [first] = item.children.filter((child) => !isText(child) || child.data.trim() !== "");
      // Before a nested list or a table, the number is on a separate line.
      const isBare =
        first !== undefined && isElement(first) && ["ul", "ol", "table", "pre"].includes(first.name);
      return [...(isBare ? [paragraphOf([], inItem)] : []), ...this.blocks(item.children, inItem)];
    });
  }

  #paragraph(
    nodes: readonly Node[],
    place: Place,
    marks: { readonly bold?: true } = {},
    anchor?: string,
  ): readonly Content[] {
    const runs = this.#inline.runs(nodes, marks);
    if (runs.length === 0) return [];
    return [paragraphOf(this.doc.mark(anchor, runs), place)];
  }

  readonly cell = (
    nodes: readonly Node[],
    style: StyleId,
    place: Pick<Place, "alignment" | "keepNext">,
  ): readonly Content[] => this.blocks(nodes, { ...normal, ...place, style });

  runs(nodes: readonly Node[]): readonly ParagraphChild[] {
    return this.#inline.runs(nodes);
  }

  /** One paragraph of a style, whatever the nodes are; empty if they have no text. */
  line(nodes: readonly Node[], style: StyleId, anchor?: string): readonly Content[] {
    return this.#paragraph(nodes, { ...normal, style }, {}, anchor);
  }
}

/** Styles of paragraphs by their class on the page. */
const styles: Readonly<Record<string, StyleId>> = {
  summary: "Summary",
  origin: "Source",
  byline: "Byline",
  subject: "Summary",
  headline: "Headline",
};

function holdsBlocks(node: Element): boolean {
  return blockNames.has(node.name) || node.children.some((child) => isElement(child) && holdsBlocks(child));
}

/** Lines as written. */
function code(text: string): readonly TextRun[] {
  return text
    .replace(/\n+$/, "")
    .split("\n")
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [new TextRun({ break: 1 })]),
      ...textRuns(line.replaceAll("\t", "    ")),
    ]);
}

function paragraphOf(children: readonly ParagraphChild[], place: Place): Paragraph {
  const { style, list, alignment, keepNext } = place;
  const reference = list?.takeNumber();
  return new Paragraph({
    ...(style !== "Normal" && { style }),
    ...(alignment !== undefined && { alignment }),
    ...(keepNext && { keepNext }),
    ...(list && reference !== undefined && { numbering: { reference, level: list.level } }),
    ...indentOf(place, reference !== undefined),
    children: [...children],
  });
}

/** Only what differs from the style. */
function indentOf({ indent, list }: Place, isNumbered: boolean): Pick<IParagraphOptions, "indent"> {
  if (list === undefined) return indent === 0 ? {} : { indent: { left: indent } };
  if (isNumbered && indent === 0) return {};
  return { indent: { left: indent + step * (list.level + 1), ...(isNumbered && { hanging: step }) } };
}

function notesOf(nodes: readonly Node[]): ReadonlyMap<string, Element> {
  const items = outermost(nodes, new Set(["li"])).map((item) => [attribute(item, "id") ?? "", item] as const);
  return new Map(items.filter(([id]) => id.startsWith("fn")));
}

/** A footnote can contain only paragraphs: cells of a table become lines. */
function noteParagraphs(doc: DocState, note: Element | undefined): readonly Paragraph[] {
  const inline = new InlineWriter(doc, "note", () => []);
  const paragraphs = (nodes: readonly Node[]): readonly Paragraph[] => {
    const blocks = nodes.filter((node): node is Element => isElement(node) && holdsBlocks(node));
    if (blocks.length > 0)
      return blocks.flatMap((block) =>
        block.name === "pre" ? [noteParagraph(code(textContent(block)))] : paragraphs(block.children),
      );
    const runs = inline.runs(nodes);
    return runs.length === 0 ? [] : [noteParagraph(runs)];
  };
  const found = paragraphs(note?.children ?? []);
  return found.length === 0 ? [noteParagraph([])] : found;
}

/** Word prints the number directly before the text. */
const noteParagraph = (runs: readonly ParagraphChild[]): Paragraph =>
  new Paragraph({ style: "FootnoteText", children: [new TextRun(" "), ...runs] });
