/** The table of contents of a Word document. */
import {
  InternalHyperlink,
  LeaderType,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
  type ParagraphChild,
} from "docx";
import { labels } from "../labels.js";
import { bookmarkName } from "./doc-state.js";
import { attribute, outermost, textContent, type Node } from "./dom.js";
import { textWidth } from "./layout.js";
import type { HeadingPage } from "./paginate.js";
import { element, xmlText } from "./xml.js";

/** The page of a heading; headings are asked for in the order of the document. */
export type PageOf = (title: string) => number | undefined;

/** A short document needs no contents. */
const minLines = 3;
/** Above this, only chapters are listed: one page of contents is enough. */
const maxLines = 40;

/**
 * A field that already has its lines, so that Word need not ask whether to update it. Without `pages`, page numbers are
 * added when the user presses F9.
 */
export function contents(nodes: readonly Node[], pages?: PageOf): readonly Paragraph[] {
  const all = outermost(nodes, new Set(["h2", "h3"])).filter(
    (node) => attribute(node, "id") !== undefined && titleOf(node) !== "",
  );
  const chapters = all.filter(({ name }) => name === "h2");
  const depth = all.length > maxLines && chapters.length > 1 ? 1 : 2;
  const headings = depth === 1 ? chapters : all;
  if (headings.length < minLines) return [];
  const begin = [mark("begin"), instruction(`TOC \\o "1-${depth}" \\h \\z \\u`), mark("separate")];
  const lines = headings.map((node, index) => {
    const anchor = bookmarkName(attribute(node, "id") ?? "");
    const title = titleOf(node);
    const page = pages?.(title);
    const number = page === undefined ? [] : pageReference(anchor, page);
    const link = new InternalHyperlink({ anchor, children: [new TextRun(xmlText(title)), ...number] });
    const isLast = index === headings.length - 1;
    return new Paragraph({
      style: node.name === "h2" ? "TOC1" : "TOC2",
      tabStops: [{ type: TabStopType.RIGHT, position: textWidth, leader: LeaderType.DOT }],
      ...(isLast && { spacing: { after: 360 } }),
      children: [...(index === 0 ? begin : []), link, ...(isLast ? [mark("end")] : [])],
    });
  });
  const heading = new Paragraph({
    style: "ContentsHeading",
    pageBreakBefore: true,
    children: [new TextRun(labels.contents)],
  });
  return [heading, ...lines];
}

/** Of several headings with one title, the next one is meant each time. */
export function pagesByTitle(headings: readonly HeadingPage[]): PageOf {
  let from = 0;
  return (title) => {
    const at = headings.findIndex((each, index) => index >= from && oneLine(each.title) === title);
    if (at === -1) return undefined;
    from = at + 1;
    return headings[at]?.page;
  };
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const titleOf = (node: Node): string => oneLine(textContent(node));

/** A field with its result: Word computes it anew when the document is printed. */
const pageReference = (anchor: string, page: number): readonly ParagraphChild[] => [
  new TextRun({ children: [new Tab()] }),
  mark("begin"),
  instruction(` PAGEREF ${anchor} \\h `),
  mark("separate"),
  new TextRun(String(page)),
  mark("end"),
];

const instruction = (text: string): ParagraphChild =>
  new TextRun({ children: [element("w:instrText", { "xml:space": "preserve" }, text)] });

const mark = (type: "begin" | "separate" | "end"): ParagraphChild =>
  new TextRun({ children: [element("w:fldChar", { "w:fldCharType": type })] });
