import { InternalHyperlink, Paragraph, TextRun, type ParagraphChild } from "docx";
import { labels } from "../labels.js";
import { bookmarkName } from "./book.js";
import { attribute, outermost, textOf, type Node } from "./dom.js";
import { element, xmlText } from "./xml.js";

const levels = new Map([
  ["h2", { style: "TOC1" }],
  ["h3", { style: "TOC2" }],
]);

/** A short document needs no contents. */
const fewestLines = 3;
/** With more, those of the chapters alone: a page of them is enough. */
const mostLines = 40;

/**
 * The table of contents, a field that already has its lines: Word need not ask whether it may update it. It does so with
 * page numbers, which nobody knows before the pages are set, when a person presses F9.
 */
export function contents(nodes: readonly Node[]): readonly Paragraph[] {
  const all = outermost(nodes, new Set(levels.keys())).filter(
    (node) => attribute(node, "id") !== undefined && textOf(node).trim() !== "",
  );
  const chapters = all.filter(({ name }) => name === "h2");
  const depth = all.length > mostLines && chapters.length > 1 ? 1 : 2;
  const headings = depth === 1 ? chapters : all;
  const lines = headings.map((node, index) => {
    const anchor = attribute(node, "id") ?? "";
    const run = new TextRun(xmlText(textOf(node).replace(/\s+/g, " ").trim()));
    const link = new InternalHyperlink({ anchor: bookmarkName(anchor), children: [run] });
    const isLast = index === headings.length - 1;
    const children = [...(index === 0 ? begin(depth) : []), link, ...(isLast ? end : [])];
    return new Paragraph({
      ...levels.get(node.name),
      ...(isLast && { spacing: { after: 360 } }),
      children,
    });
  });
  if (lines.length < fewestLines) return [];
  const title = new Paragraph({ style: "ContentsHeading", children: [new TextRun(labels.contents)] });
  return [title, ...lines];
}

const mark = (type: "begin" | "separate" | "end"): ParagraphChild =>
  new TextRun({ children: [element("w:fldChar", { "w:fldCharType": type })] });

const begin = (depth: number): readonly ParagraphChild[] => [
  mark("begin"),
  new TextRun({
    children: [element("w:instrText", { "xml:space": "preserve" }, `TOC \\o "1-${depth}" \\h \\z \\u`)],
  }),
  mark("separate"),
];
const end = [mark("end")];
