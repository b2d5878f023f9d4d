/** Tables: as wide as the text, their columns as wide as what stands in them asks for. */
import {
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
  type ITableCellBorders,
} from "docx";
import { plural } from "../../../lib/plural.js";
import { rowsText } from "../format.js";
import { columnWidths, fit, type Fit } from "./column-widths.js";
import type { Cell, Grid } from "./grid.js";
import { colours, type StyleId } from "./layout.js";
import type { Piece } from "./piece.js";

/** What a reader of a document looks at; the page has all rows and columns. */
const mostRows = 200;
/** Word knows 63. */
const mostColumns = 30;

/** The table, and what is left out of it. */
export function tableOf(grid: Grid): readonly Piece[] {
  const shown = limited(grid);
  const fitted = fit(shown);
  const widths = columnWidths(shown, fitted);
  const rows = [
    ...shown.head.map((row) => rowOf(row, widths, fitted, "head")),
    ...shown.body.map((row) => rowOf(row, widths, fitted, "body")),
  ];
  if (rows.length === 0) return [];
  const table = new Table({
    rows,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: [...widths],
    layout: TableLayoutType.FIXED,
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
  const { page } = fitted;
  const left = leftOut(grid, shown);
  const after = new Paragraph({ style: "Source", children: [new TextRun(left)] });
  return [{ content: table, page }, ...(left === "" ? [] : [{ content: after, page }])];
}

const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, color: colours.rule });
const none = { style: BorderStyle.NONE, size: 0, color: "auto" };
const underHead: ITableCellBorders = { bottom: rule(6) };

/** Longer ones may go on on the next page. */
const longCell = 1200;

function rowOf(
  cells: readonly Cell[],
  widths: readonly number[],
  { styles }: Fit,
  place: "head" | "body",
): TableRow {
  let column = 0;
  const children = cells.map((cell) => {
    const size = widths.slice(column, column + cell.span).reduce((sum, width) => sum + width, 0);
    column += cell.span;
    return new TableCell({
      children: [
        ...contentOf(cell, place === "head" || cell.isHead ? styles : { ...styles, head: styles.text }),
      ],
      width: { size, type: WidthType.DXA },
      verticalAlign: place === "head" ? VerticalAlignTable.BOTTOM : VerticalAlignTable.TOP,
      ...(cell.span > 1 && { columnSpan: cell.span }),
      ...(cell.merge !== undefined && {
        verticalMerge: cell.merge === "restart" ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE,
      }),
      ...(place === "head" && { borders: underHead }),
    });
  });
  const isLong = cells.some(({ text }) => text.length > longCell);
  return new TableRow({
    children,
    ...(place === "head" && { tableHeader: true }),
    ...(!isLong && { cantSplit: true }),
  });
}

/** A cell ends with a paragraph, whatever is in it. */
function contentOf(cell: Cell, { text, head }: Fit["styles"]): readonly Piece["content"][] {
  const content = cell.merge === "continue" ? [] : apart(cell.content(cell.isHead ? head : text), text);
  return content.at(-1) instanceof Paragraph ? content : [...content, new Paragraph({ style: text })];
}

/** Two tables without a paragraph between them would become one. */
export function apart(content: readonly Piece["content"][], style: StyleId): readonly Piece["content"][] {
  return content.flatMap((each, index) =>
    each instanceof Table && content[index - 1] instanceof Table ? [new Paragraph({ style }), each] : [each],
  );
}

function limited(grid: Grid): Grid {
  if (grid.body.length <= mostRows && grid.columns <= mostColumns) return grid;
  const columns = Math.min(grid.columns, mostColumns);
  const cut = (row: readonly Cell[]) => {
    let left = columns;
    return row.flatMap((cell) => {
      const span = Math.min(cell.span, left);
      left -= span;
      return span === 0 ? [] : [{ ...cell, span }];
    });
  };
  return { head: grid.head.map(cut), body: grid.body.slice(0, mostRows).map(cut), columns };
}

function leftOut(all: Grid, shown: Grid): string {
  const rows =
    shown.body.length < all.body.length ? [`first ${shown.body.length} of ${rowsText(all.body.length)}`] : [];
  const columns =
    shown.columns < all.columns ? [`first ${shown.columns} of ${plural(all.columns, "column")}`] : [];
  const parts = [...rows, ...columns];
  return parts.length === 0
    ? ""
    : `Only the ${parts.join(" and the ")}; the page briefing.html has them all.`;
}
