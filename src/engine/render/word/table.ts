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
import { attribute, elementsOf, hasClass, outermost, textOf, type Element, type Node } from "./dom.js";
import { colours, textWidth, type StyleId } from "./layout.js";

/** Content of the document's body and its cells. */
export type Content = Paragraph | Table;

interface Cell {
  /** Used to detect long rows. */
  readonly text: string;
  readonly isHead: boolean;
  readonly columnSpan?: number;
  readonly rowSpan?: number;
  readonly content: (style: StyleId) => readonly Content[];
}

interface Grid {
  readonly head: readonly (readonly Cell[])[];
  readonly body: readonly (readonly Cell[])[];
}

type Alignment = (typeof alignments)[number];
type WriteCell = (nodes: readonly Node[], style: StyleId, alignment: Alignment) => readonly Content[];

export function htmlTable(
  table: Element,
  write: WriteCell,
  alignmentOf: (cell: Element, text: string) => Alignment = guessedAlignment,
): readonly Content[] {
  const { rows, heads } = rowsOf(table);
  const cells = rows.map((row) => {
    const written = elementsOf(row.children)
      .filter(({ name }) => name === "td" || name === "th")
      .map((cell) => cellOf(cell, write, alignmentOf));
    return written.length === 0 ? [empty] : written;
  });
  return tableOf({ head: cells.slice(0, heads), body: cells.slice(heads) });
}

/** Word rejects a row without cells. */
const empty: Cell = { text: "", isHead: false, content: () => [] };

/** Rows of the head first, those of the foot last; without a head, a first row of header cells is the head. */
function rowsOf(table: Element) {
  const parts = elementsOf(table.children);
  const within = (name: string) =>
    parts.filter((part) => part.name === name).flatMap((part) => elementsOf(part.children).filter(isRow));
  const head = within("thead");
  const body = parts.flatMap((part) =>
    isRow(part) ? [part] : part.name === "tbody" ? elementsOf(part.children).filter(isRow) : [],
  );
  const rows = [...head, ...body, ...within("tfoot")];
  const [first] = rows;
  const isNames =
    head.length === 0 && first !== undefined && elementsOf(first.children).every(({ name }) => name === "th");
  const heads = isNames ? 1 : head.length;
  // A table of nothing else has no head.
  return { rows, heads: heads < rows.length ? heads : 0 };
}

const isRow = ({ name }: Element): boolean => name === "tr";

/** More would be a mistake or an attack. */
const maxSpan = 1000;

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const span = Math.floor(Number(attribute(cell, name) ?? 1));
  return span >= 1 ? Math.min(span, maxSpan) : 1;
}

function cellOf(
  cell: Element,
  write: WriteCell,
  alignmentOf: (cell: Element, text: string) => Alignment,
): Cell {
  const text = textOf(cell).trim();
  const inner = outermost(cell.children, new Set(["table"]));
  return {
    text: inner.length > 0 ? "" : text,
    isHead: cell.name === "th" && attribute(cell, "scope") !== "row",
    columnSpan: spanOf(cell, "colspan"),
    rowSpan: spanOf(cell, "rowspan"),
    content: (style) => write(cell.children, style, alignmentOf(cell, text)),
  };
}

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

/** As many as a document's reader looks at; the page has all rows and columns. */
const maxRows = 200;
/** Word knows 63. */
const maxColumns = 30;

function tableOf(grid: Grid): readonly Content[] {
  const shown = limited(grid);
  const rows = [
    ...shown.head.map((row) => rowOf(row, "head")),
    ...shown.body.map((row) => rowOf(row, "body")),
  ];
  if (rows.length === 0) return [];
  const columns = columnsOf(shown);
  const table = new Table({
    rows,
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
  const left = leftOut(grid, shown);
  return [table, ...(left === "" ? [] : [new Paragraph({ style: "Source", children: [new TextRun(left)] })])];
}

const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: colours.rule });
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const underHead: ITableCellBorders = { bottom: rule(6) };

/** Longer rows may continue on the next page. */
const longCell = 1200;

function rowOf(cells: readonly Cell[], place: "head" | "body"): TableRow {
  const children = cells.map(
    (cell) =>
      new TableCell({
        children: contentOf(cell),
        verticalAlign: place === "head" ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
        ...(cell.columnSpan !== undefined && { columnSpan: cell.columnSpan }),
        ...(cell.rowSpan !== undefined && { rowSpan: cell.rowSpan }),
        ...(place === "head" && { borders: underHead }),
      }),
  );
  const isLong = cells.some(({ text }) => text.length > longCell);
  return new TableRow({
    children,
    ...(place === "head" && { tableHeader: true }),
    ...(!isLong && { cantSplit: true }),
  });
}

/** A cell must end with a paragraph. */
function contentOf(cell: Cell): readonly Content[] {
  const content = apart(cell.content(cell.isHead ? "TableHead" : "TableText"), "TableText");
  return content.at(-1) instanceof Paragraph ? content : [...content, new Paragraph({ style: "TableText" })];
}

/** Two tables without a paragraph between them would merge. */
export function apart(content: readonly Content[], style: StyleId): readonly Content[] {
  return content.flatMap((each, index) =>
    each instanceof Table && content[index - 1] instanceof Table ? [new Paragraph({ style }), each] : [each],
  );
}

const columnsOf = ({ head, body }: Grid): number =>
  Math.max(
    0,
    ...[...head, ...body].map((row) => row.reduce((sum, { columnSpan = 1 }) => sum + columnSpan, 0)),
  );

function limited({ head, body }: Grid): Grid {
  const cut = (row: readonly Cell[]) => {
    let left = maxColumns;
    return row.flatMap((cell) => {
      const columnSpan = Math.min(cell.columnSpan ?? 1, left);
      left -= columnSpan;
      return columnSpan === 0 ? [] : [{ ...cell, columnSpan }];
    });
  };
  return { head: head.map(cut), body: body.slice(0, maxRows).map(cut) };
}

function leftOut(all: Grid, shown: Grid): string {
  const rows =
    shown.body.length < all.body.length
      ? [`first ${shown.body.length} of ${labels.rows(all.body.length)}`]
      : [];
  const [some, every] = [columnsOf(shown), columnsOf(all)];
  const columns = some < every ? [`first ${some} of ${plural(every, "column")}`] : [];
  const parts = [...rows, ...columns];
  return parts.length === 0
    ? ""
    : `Only the ${parts.join(" and the ")}; the page briefing.html has them all.`;
}
