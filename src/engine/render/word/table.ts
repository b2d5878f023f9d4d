/** Tables as wide as the text; Word fits the columns to their content. */
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
import type { Cell, Content, Grid } from "./grid.js";
import { colours, textWidth, type StyleId } from "./layout.js";

/** What a reader of a document looks at; the page has all rows and columns. */
const mostRows = 200;
/** Word knows 63. */
const mostColumns = 30;

/** The table, and what is left out of it. */
export function tableOf(grid: Grid): readonly Content[] {
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

/** Longer ones may continue on the next page. */
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

/** A cell ends with a paragraph, whatever is in it. */
function contentOf(cell: Cell): readonly Content[] {
  const content = apart(cell.content(cell.isHead ? "TableHead" : "TableText"), "TableText");
  return content.at(-1) instanceof Paragraph ? content : [...content, new Paragraph({ style: "TableText" })];
}

/** Two tables without a paragraph between them would become one. */
export function apart(content: readonly Content[], style: StyleId): readonly Content[] {
  return content.flatMap((each, index) =>
    each instanceof Table && content[index - 1] instanceof Table ? [new Paragraph({ style }), each] : [each],
  );
}

const spanOf = ({ columnSpan = 1 }: Cell): number => columnSpan;

const columnsOf = ({ head, body }: Grid): number =>
  Math.max(0, ...[...head, ...body].map((row) => row.reduce((sum, cell) => sum + spanOf(cell), 0)));

function limited({ head, body }: Grid): Grid {
  const cut = (row: readonly Cell[]) => {
    let left = mostColumns;
    return row.flatMap((cell) => {
      const columnSpan = Math.min(spanOf(cell), left);
      left -= columnSpan;
      return columnSpan === 0 ? [] : [{ ...cell, columnSpan }];
    });
  };
  return { head: head.map(cut), body: body.slice(0, mostRows).map(cut) };
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
