/** Converts an HTML table to Word's, as wide as the text; Word fits the columns to their content. */
import {
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
  type ITableCellBorders,
} from "docx";
import { plural } from "../../../lib/plural.js";
import { labels } from "../labels.js";
import { attribute, elementsOf, hasClass, outermost, textContent, type Element, type Node } from "./dom.js";
import { colours, textWidth, type StyleId } from "./layout.js";

/** Content of the document's body and its cells. */
export type Content = Paragraph | Table;

type Alignment = (typeof alignments)[number];
type AlignmentOf = (cell: Element, text: string) => Alignment;
type WriteCell = (
  nodes: readonly Node[],
  style: StyleId,
  place: { readonly alignment: Alignment; readonly keepNext?: true },
) => readonly Content[];

interface Cell {
  /** Undefined in a row without cells, which Word would reject. */
  readonly element: Element | undefined;
  /** The number of columns that it spans. */
  readonly columns: number;
}

/** As many as a document's reader looks at; the page has all rows and columns. */
const maxRows = 200;
/** Word knows 63. */
const maxColumns = 30;

export function htmlTable(
  table: Element,
  write: WriteCell,
  alignmentOf: AlignmentOf = guessedAlignment,
): readonly Content[] {
  const { rows, heads } = rowsOf(table);
  const all = rows.map(cellsOf);
  const shown = all.slice(0, heads + maxRows).map(limited);
  if (shown.length === 0) return [];
  const columns = columnsOf(shown);
  const places = placesOf(shown, heads);
  const allColumns = columnsOf(all);
  const left = [
    ...(shown.length < all.length ? [`first ${maxRows} of ${labels.rows(all.length - heads)}`] : []),
    ...(columns < allColumns ? [`first ${columns} of ${plural(allColumns, "column")}`] : []),
  ].join(" and the ");
  const note = new TextRun(`Only the ${left}; the page briefing.html has them all.`);
  const written = new Table({
    rows: shown.map((row, index) => rowOf(row, places[index] ?? "body", write, alignmentOf)),
    width: { size: textWidth, type: WidthType.DXA },
    columnWidths: Array.from({ length: columns }, () => Math.floor(textWidth / columns)),
    layout: TableLayoutType.AUTOFIT,
    margins: { left: 60, right: 60 },
    borders: {
      top: rule(8),
      bottom: rule(8),
      left: none,
      right: none,
      insideVertical: none,
      insideHorizontal: { style: BorderStyle.SINGLE, size: 4, color: colours.grid },
    },
  });
  return [written, ...(left === "" ? [] : [new Paragraph({ style: "Source", children: [note] })])];
}

/** Rows of the head first, those of the foot last; without a head, a first row of header cells is the head. */
function rowsOf(table: Element) {
  const within = (...names: readonly string[]) =>
    elementsOf(table.children)
      .filter(({ name }) => names.includes(name))
      .flatMap((part) => [part, ...elementsOf(part.children)])
      .filter(({ name }) => name === "tr");
  const head = within("thead");
  const rows = [...head, ...within("tr", "tbody"), ...within("tfoot")];
  const [first] = rows;
  const isNames =
    head.length === 0 && first !== undefined && elementsOf(first.children).every(({ name }) => name === "th");
  const heads = isNames ? 1 : head.length;
  // A table of nothing else has no head.
  return { rows, heads: heads < rows.length ? heads : 0 };
}

function cellsOf(row: Element): readonly Cell[] {
  const cells = elementsOf(row.children)
    .filter(({ name }) => name === "td" || name === "th")
    .map((element) => ({ element, columns: spanOf(element, "colspan") }));
  return cells.length === 0 ? [{ element: undefined, columns: 1 }] : cells;
}

/** More would be a mistake or an attack. */
const maxSpan = 1000;

function spanOf(cell: Element | undefined, name: "colspan" | "rowspan"): number {
  const span = Math.floor(Number(attribute(cell, name) ?? 1));
  return span >= 1 ? Math.min(span, maxSpan) : 1;
}

function limited(row: readonly Cell[]): readonly Cell[] {
  let left = maxColumns;
  return row.flatMap((cell) => {
    const columns = Math.min(cell.columns, left);
    left -= columns;
    return columns === 0 ? [] : [{ ...cell, columns }];
  });
}

const columnsOf = (rows: readonly (readonly Cell[])[]): number =>
  Math.max(0, ...rows.map((row) => row.reduce((sum, { columns }) => sum + columns, 0)));

const alignments = ["left", "center", "right"] as const;

/** By the column classes of our own tables. */
export const ownAlignment = (cell: Element): Alignment =>
  alignments.find((name) => hasClass(cell, name)) ?? "left";

/** By the cell's style or attribute; numbers are right-aligned. */
function guessedAlignment(cell: Element, text: string): Alignment {
  const style = /text-align:\s*(left|right|center)/.exec(attribute(cell, "style") ?? "")?.[1];
  const declared = style ?? attribute(cell, "align")?.toLowerCase();
  const isNumber = cell.name === "td" && /^[-+−]?[\d.,\s\u202f]*\d\s*%?$/.test(text);
  return alignments.find((name) => name === declared) ?? (isNumber ? "right" : "left");
}

const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: colours.rule });
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const underHead: ITableCellBorders = { bottom: rule(6) };

/** Where a row is: one that is bound is on the page of the next row, or of the caption. */
type RowPlace = "head" | "bound" | "body";

/** A table with no more rows and characters than this is not divided between two pages. */
const small = { rows: 7, characters: 600 } as const;

const isSmall = (body: readonly (readonly Cell[])[]): boolean =>
  body.length <= small.rows &&
  body.flat().reduce((sum, { element }) => sum + textContent(element).length, 0) <= small.characters;

/** The head and the first row stay together, and so do the last row and the caption. */
function placesOf(rows: readonly (readonly Cell[])[], heads: number): readonly RowPlace[] {
  const bindsAll = isSmall(rows.slice(heads));
  return rows.map((_, index) => {
    if (index < heads) return "head";
    return bindsAll || index === heads || index === rows.length - 1 ? "bound" : "body";
  });
}

/** Longer rows may continue on the next page. */
const longCell = 1200;

function rowOf(
  cells: readonly Cell[],
  place: RowPlace,
  write: WriteCell,
  alignmentOf: AlignmentOf,
): TableRow {
  const isHead = place === "head";
  const children = cells.map(({ element, columns }) => {
    const isNaming = element?.name === "th" && attribute(element, "scope") !== "row";
    const alignment = element && alignmentOf(element, textContent(element).trim());
    const style = isNaming ? "TableHead" : "TableText";
    const content =
      alignment && write(element.children, style, { alignment, ...(place !== "body" && { keepNext: true }) });
    return new TableCell({
      children: endedByParagraph(apart(content ?? [], "TableText")),
      verticalAlign: isHead ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      columnSpan: columns,
      rowSpan: spanOf(element, "rowspan"),
      ...(isHead && { borders: underHead }),
    });
  });
  const isLong = cells.some(
    ({ element }) =>
      textContent(element).trim().length > longCell &&
      outermost(element?.children ?? [], new Set(["table"])).length === 0,
  );
  return new TableRow({
    children,
    ...(isHead && { tableHeader: true }),
    ...(!isLong && { cantSplit: true }),
  });
}

/** As Word requires of a cell. */
const endedByParagraph = (content: readonly Content[]): readonly Content[] =>
  content.at(-1) instanceof Paragraph ? content : [...content, new Paragraph({ style: "TableText" })];

/** Two tables without a paragraph between them would merge. */
export function apart(content: readonly Content[], style: StyleId): readonly Content[] {
  return content.flatMap((each, index) =>
    each instanceof Table && content[index - 1] instanceof Table ? [new Paragraph({ style }), each] : [each],
  );
}
