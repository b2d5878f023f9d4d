/** Figures, tables and claims of the report. */
import { AlignmentType, Paragraph, Tab, TextRun } from "docx";
import type { TableCell } from "../../../model/display.js";
import { isStruck, struckMark } from "../../../model/guard.js";
import type { ClaimBlock, FigureBlock, TableBlock } from "../../../model/report.js";
import { partStatuses, verdictSign } from "../../../model/claim.js";
import type { ProseRenderer } from "../html/prose.js";
import { escapeHtml } from "../../../lib/escape-html.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import type { BlockWriter } from "./blocks.js";
import type { Book } from "./book.js";
import type { Cell, Content } from "./grid.js";
import { textRuns } from "./inline.js";
import { drawing } from "./picture.js";
import { tableOf } from "./table.js";
import { field } from "./xml.js";

/** What blocks are written with. */
export interface Desk {
  readonly prose: ProseRenderer;
  readonly book: Book;
  readonly writer: BlockWriter;
  /** SVG by the figure's id. */
  readonly drawings: ReadonlyMap<string, string>;
}

export function figurePieces(figure: FigureBlock, desk: Desk): readonly Content[] {
  const { book, drawings, prose } = desk;
  const svg = drawings.get(figure.id);
  if (svg === undefined) return [];
  const anchor = `fig-${safeName(figure.id)}`;
  const alt = proseText(figure.alt, prose.report);
  const name = labels.figure(figure.number);
  const titles = heading(figure, anchor, desk);
  const shown = book.mark(anchor, [drawing(svg, { name, alt }, book)]);
  return [
    ...titles,
    new Paragraph({ style: "Picture", children: [...shown] }),
    caption(figure, anchor, desk),
    ...source(figure, desk),
  ];
}

export function elsewherePieces(
  { id, number, title, caption: text }: FigureBlock,
  { prose, writer }: Desk,
): readonly Content[] {
  const words = prose.plain(title ?? text).text;
  return writer.line(`<a href="#fig-${safeName(id)}">${labels.elsewhere(number)}</a>: ${words}`, "Normal");
}

export function tablePieces(table: TableBlock, desk: Desk): readonly Content[] {
  const anchor = `tbl-${safeName(table.id)}`;
  const head = table.columns.map(({ title, unit, align }) => {
    const text = unit === undefined ? title : `${title} (${unit})`;
    return cellOf({ raw: text, text }, align, "head");
  });
  const body = table.rows.map((row) =>
    table.columns.map(({ align }, index) => cellOf(row[index] ?? { raw: null, text: "" }, align, "body")),
  );
  return [
    ...heading(table, anchor, desk),
    ...tableOf({ head: [head], body }),
    caption(table, anchor, desk),
    ...source(table, desk),
  ];
}

type Alignment = TableBlock["columns"][number]["align"];

function cellOf(cell: TableCell, align: Alignment, place: "head" | "body"): Cell {
  const runs = () =>
    isStruck(cell)
      ? [...textRuns(cell.text, { strike: true }), ...textRuns(` ${struckMark}`, { bold: true })]
      : textRuns(cell.text);
  const alignment = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER }[
    align
  ];
  return {
    text: cell.text,
    isHead: place === "head",
    content: (style) => [new Paragraph({ style, alignment, children: [...runs()] })],
  };
}

function heading(
  { title, subtitle }: Pick<FigureBlock, "title" | "subtitle">,
  anchor: string,
  { prose, writer }: Desk,
): readonly Content[] {
  return [
    ...(title === undefined ? [] : writer.line(prose.plain(title).text, "FigureTitle", anchor)),
    ...(subtitle === undefined ? [] : writer.line(prose.plain(subtitle).text, "Measure", anchor)),
  ];
}

/** With the number as a field that has a value of its own: Word counts on from it, and lists figures and tables by it. */
function caption(block: FigureBlock | TableBlock, anchor: string, { book, prose, writer }: Desk): Paragraph {
  const { kind, number } = block;
  const [word = ""] = labels[kind](number).split(` ${number}`);
  const counter = `SEQ ${{ figure: "Figure", table: "Table" }[kind]} \\* ARABIC \\r ${number}`;
  const heavy = (text: string) => textRuns(text, { bold: true });
  const label = [...heavy(`${word} `), field(counter, ...heavy(String(number))), ...heavy(". ")];
  const children = [...label, ...writer.runs(prose.inline(block.caption).text)];
  const hasSource = block.source.length > 0;
  return new Paragraph({
    style: "Caption",
    ...(hasSource && { keepNext: true }),
    ...(!hasSource && { spacing: { after: 280 } }),
    children: [...book.mark(anchor, children)],
  });
}

function source({ source: from }: FigureBlock | TableBlock, { prose, writer }: Desk): readonly Content[] {
  return from.length === 0 ? [] : writer.line(`${labels.source}: ${prose.inline(from).text}`, "Source");
}

/** The verdict, the statement and who made it, what was found part by part, the chapter. */
export function claimPieces(claim: ClaimBlock, { prose, writer }: Desk): readonly Content[] {
  const { sign, word } = verdictSign(claim);
  const anchor = `claim-${safeName(claim.id)}`;
  const parts = claim.parts.map(({ reads, status, evidence, needs }) => {
    const state = partStatuses[status];
    const found = evidence === undefined ? "" : `. ${prose.inline(evidence).text}`;
    const missing = needs === undefined ? "" : ` ${labels.needs}: ${escapeHtml(needs)}`;
    const text = `${prose.inline(reads).text} (<b>${state.word}</b>)${found}${missing}`;
    const mark = [...textRuns(state.sign, { bold: true }), new TextRun({ children: [new Tab()] })];
    return new Paragraph({ style: "Evidence", children: [...mark, ...writer.runs(text)] });
  });
  const chapter = prose.report.sections.find(({ id }) => id === claim.chapter);
  return [
    ...writer.line(`${sign} ${escapeHtml(word)}`, "Verdict", anchor),
    ...writer.line(prose.inline(claim.statement).text, "Claim"),
    ...writer.line(prose.inline(claim.by).text, "Measure"),
    ...parts,
    ...(chapter === undefined
      ? []
      : writer.line(
          `<a href="#${safeName(chapter.id)}">${labels.chapter}: ${prose.words(chapter.title).text}</a>`,
          "Source",
        )),
  ];
}
