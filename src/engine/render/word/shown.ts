/** Figures, tables and claims, whose parts are in another order than on the page. */
import { Paragraph, Tab, TextRun, type ParagraphChild } from "docx";
import type { DocState } from "./doc-state.js";
import {
  attribute,
  childOf,
  elementsOf,
  hasClass,
  isElement,
  outermost,
  parseHtml,
  textOf,
  type Element,
  type Node,
} from "./dom.js";
import { textRuns } from "./inline.js";
import { drawing } from "./picture.js";
import { htmlTable, ownAlignment, type Content } from "./table.js";
import type { StyleId } from "./layout.js";
import { field } from "./xml.js";

interface TextWriter {
  readonly cell: Parameters<typeof htmlTable>[1];
  runs(nodes: readonly Node[]): readonly ParagraphChild[];
  line(nodes: readonly Node[], style: StyleId, anchor?: string): readonly Content[];
}

export interface WriterContext {
  readonly doc: DocState;
  /** SVG; the HTML has their numbered placeholders. */
  readonly drawings: readonly string[];
  readonly writer: TextWriter;
}

/** A figure or a table with its title, caption and source. */
export function shownFigure(figure: Element, { doc, drawings, writer }: WriterContext): readonly Content[] {
  const anchor = attribute(figure, "id");
  const part = (name: string) => childOf(figure, name)?.children ?? [];
  const label = labelOf(figure);
  const described = (svg: string) => ({ name: label.replace(/\.$/, ""), alt: describedIn(svg) });
  const svg = drawings[Number(attribute(elementsOf(part("wide"))[0], "n"))];
  const [table] = elementsOf(part("scroll"));
  const source = writer.line(part("source"), "Source");
  return [
    ...writer.line(part("finding"), "FigureTitle", anchor),
    ...writer.line(part("measure"), "Measure", anchor),
    ...(svg === undefined ? [] : [pictured(doc.mark(anchor, [drawing(svg, described(svg), doc)]))]),
    ...(table === undefined ? [] : htmlTable(table, writer.cell, ownAlignment)),
    new Paragraph({
      style: "Caption",
      ...(source.length > 0 ? { keepNext: true } : { spacing: { after: 280 } }),
      children: [...doc.mark(anchor, captionOf(figure, label, writer))],
    }),
    ...source,
  ];
}

const pictured = (children: readonly ParagraphChild[]): Paragraph =>
  new Paragraph({ style: "Picture", children: [...children] });

/** The description of a drawing. */
const describedIn = (svg: string): string =>
  parseHtml(/<desc\b[^>]*>([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? "")
    .map(textOf)
    .join("");

const captionIn = (figure: Element): Element | undefined =>
  outermost(figure.children, new Set(["figcaption"])).flatMap(({ children }) => elementsOf(children))[0];

/** `Figure 2.` */
const labelOf = (figure: Element): string => textOf(childOf(captionIn(figure), "number"));

/** The number is a field with an explicit value: Word continues the count and lists figures and tables by it. */
function captionOf(figure: Element, label: string, writer: TextWriter): readonly ParagraphChild[] {
  const [, word = "", number = ""] = /^(.*) (\d+)\.$/.exec(label) ?? [];
  const heavy = (text: string) => textRuns(text, { bold: true });
  const words = captionIn(figure)?.children ?? [];
  return [
    ...heavy(`${word} `),
    field(`SEQ ${word} \\* ARABIC \\r ${number}`, ...heavy(number)),
    ...heavy(". "),
    ...writer.runs(words.filter((node) => !isElement(node) || !hasClass(node, "number"))),
  ];
}

/** The verdict, the statement and its author, the findings for each part, the chapter. */
export function shownClaim(claim: Element, { writer }: WriterContext): readonly Content[] {
  return unfolded(claim).flatMap((part) =>
    part.name === "ul"
      ? elementsOf(part.children).map((item) => evidence(item, writer))
      : writer.line(part.children, styleInClaim(part), attribute(claim, "id")),
  );
}

/** Nothing is folded in a document. */
const unfolded = ({ children }: Element): readonly Element[] =>
  elementsOf(children).flatMap((one) =>
    one.name === "details" || one.name === "summary" ? unfolded(one) : [one],
  );

const styleInClaim = (part: Element) =>
  hasClass(part, "verdict")
    ? "Verdict"
    : hasClass(part, "statement")
      ? "Claim"
      : hasClass(part, "by")
        ? "Measure"
        : "Source";

/** Sign, claim, status, finding and what is missing, in one paragraph. */
function evidence(item: Element, writer: TextWriter): Paragraph {
  const [sign, status] = ["sign", "status"].map((name) => childOf(item, name));
  const isPart = (node: Element) => node === sign || node === status || node.name === "p";
  const found = elementsOf(item.children).filter(({ name }) => name === "p");
  return new Paragraph({
    style: "Evidence",
    children: [
      ...textRuns(textOf(sign), { bold: true }),
      new TextRun({ children: [new Tab()] }),
      ...writer.runs(item.children.filter((node) => !isElement(node) || !isPart(node))),
      ...textRuns(" ("),
      ...textRuns(textOf(status), { bold: true }),
      ...textRuns(")"),
      ...found.flatMap((part) => [
        ...textRuns(hasClass(part, "needs") ? " " : ". "),
        ...writer.runs(part.children),
      ]),
    ],
  });
}
