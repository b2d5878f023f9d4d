/** Figures, tables and claims, whose parts are in another order than on the page. */
import { Paragraph, Tab, TextRun, type ParagraphChild } from "docx";
import { own } from "../../../lib/own.js";
import type { DocState } from "./doc-state.js";
import {
  attribute,
  childOf,
  elementsOf,
  hasClass,
  isElement,
  outermost,
  parseHtml,
  textContent,
  type Element,
  type Node,
} from "./dom.js";
import { textRuns } from "./inline.js";
import { drawing } from "./picture.js";
import { htmlTable, ownAlignment, type Content } from "./table.js";
import type { StyleId } from "./layout.js";
import { field } from "./xml.js";

interface TextWriter {
  readonly doc: DocState;
  /** SVG; the HTML has their numbered placeholders. */
  readonly drawings: readonly string[];
  readonly cell: Parameters<typeof htmlTable>[1];
  runs(nodes: readonly Node[]): readonly ParagraphChild[];
  line(nodes: readonly Node[], style: StyleId, anchor?: string): readonly Content[];
}

/** A figure or a table with its title, caption and source. */
export function shownFigure(figure: Element, writer: TextWriter): readonly Content[] {
  const { doc, drawings } = writer;
  const anchor = attribute(figure, "id");
  const part = (name: string) => childOf(figure, name)?.children ?? [];
  const [caption] = outermost(figure.children, new Set(["figcaption"]));
  const [words] = elementsOf(caption?.children ?? []);
  // `Figure 2.`
  const label = textContent(childOf(words, "number"));
  const svg = drawings[Number(attribute(elementsOf(part("wide"))[0], "n"))];
  const drawn = (text: string) =>
    drawing(text, { name: label.replace(/\.$/, ""), alt: describedIn(text) }, doc);
  const [table] = elementsOf(part("scroll"));
  const source = writer.line(part("source"), "Source");
  return [
    ...writer.line(part("finding"), "FigureTitle", anchor),
    ...writer.line(part("measure"), "Measure", anchor),
    ...(svg === undefined
      ? []
      : [new Paragraph({ style: "Picture", children: [...doc.mark(anchor, [drawn(svg)])] })]),
    ...(table === undefined ? [] : htmlTable(table, writer.cell, ownAlignment)),
    new Paragraph({
      style: "Caption",
      ...(source.length > 0 ? { keepNext: true } : { spacing: { after: 280 } }),
      children: [...doc.mark(anchor, captionOf(words?.children ?? [], label, writer))],
    }),
    ...source,
  ];
}

/** The description of a drawing. */
const describedIn = (svg: string): string =>
  parseHtml(/<desc\b[^>]*>([\s\S]*?)<\/desc>/.exec(svg)?.[1] ?? "")
    .map(textContent)
    .join("");

/** The number is a field with an explicit value: Word continues the count and lists figures and tables by it. */
function captionOf(words: readonly Node[], label: string, writer: TextWriter): readonly ParagraphChild[] {
  const [, word = "", number = ""] = /^(.*) (\d+)\.$/.exec(label) ?? [];
  const heavy = (text: string) => textRuns(text, { bold: true });
  return [
    ...heavy(`${word} `),
    field(`SEQ ${word} \\* ARABIC \\r ${number}`, ...heavy(number)),
    ...heavy(". "),
    ...writer.runs(words.filter((node) => !isElement(node) || !hasClass(node, "number"))),
  ];
}

/** The verdict, the statement and its author, the findings for each part, the chapter. */
export function shownClaim(claim: Element, writer: TextWriter): readonly Content[] {
  return unfolded(claim).flatMap((part) => {
    if (part.name === "ul") return elementsOf(part.children).map((item) => evidence(item, writer));
    const style = own(styles, attribute(part, "class") ?? "") ?? "Source";
    return writer.line(part.children, style, attribute(claim, "id"));
  });
}

/** Nothing is folded in a document. */
const unfolded = ({ children }: Element): readonly Element[] =>
  elementsOf(children).flatMap((one) =>
    one.name === "details" || one.name === "summary" ? unfolded(one) : [one],
  );

const styles = { verdict: "Verdict", statement: "Claim", by: "Measure" } as const;

/** Sign, claim, status, finding and what is missing, in one paragraph. */
function evidence(item: Element, writer: TextWriter): Paragraph {
  const [sign, status] = ["sign", "status"].map((name) => childOf(item, name));
  const isPart = (node: Element) => node === sign || node === status || node.name === "p";
  const found = elementsOf(item.children).filter(({ name }) => name === "p");
  return new Paragraph({
    style: "Evidence",
    children: [
      ...textRuns(textContent(sign), { bold: true }),
      new TextRun({ children: [new Tab()] }),
      ...writer.runs(item.children.filter((node) => !isElement(node) || !isPart(node))),
      ...textRuns(" ("),
      ...textRuns(textContent(status), { bold: true }),
      ...textRuns(")"),
      ...found.flatMap((part) => [
        ...textRuns(hasClass(part, "needs") ? " " : ". "),
        ...writer.runs(part.children),
      ]),
    ],
  });
}
