/** A table as HTML lays it out → the cells of each row, with what spans them. */
import { AlignmentType } from "docx";
import { attribute, elementsOf, outermost, textOf, type Element, type Node } from "./dom.js";
import type { Cell } from "./grid.js";
import type { StyleId } from "./layout.js";
import type { Piece } from "./piece.js";
import { tableOf } from "./table.js";

type Alignment = (typeof AlignmentType)[keyof typeof AlignmentType];
/** Writes what is in a cell. */
type WriteCell = (
  nodes: readonly Node[],
  style: StyleId,
  alignment: Alignment,
) => ReturnType<Cell["content"]>;

/** Undefined where HTML leaves the place empty. */
interface Slot {
  readonly cell: Element;
  /** How many rows below its first this is, of how many. */
  readonly row: number;
  readonly rows: number;
}

export function htmlTable(table: Element, write: WriteCell): readonly Piece[] {
  const rows = rowsOf(table);
  const slots = slotsOf(rows.map(({ row }) => row));
  const columns = Math.max(0, ...slots.map((row) => row.length));
  if (columns === 0) return [];
  const cells = slots.map((row) => cellsOf(row, columns, write));
  const firstBody = rows.findIndex(({ isHead }) => !isHead);
  const head = firstBody < 0 ? 0 : firstBody;
  return tableOf({ head: cells.slice(0, head), body: cells.slice(head), columns });
}

interface Row {
  readonly row: Element;
  readonly isHead: boolean;
}

/** Those of the head first, those of the foot last, whatever their order; without a head, a first row of names is one. */
function rowsOf(table: Element): readonly Row[] {
  const parts = elementsOf(table.children);
  const within = (name: string) =>
    parts.filter((part) => part.name === name).flatMap((part) => elementsOf(part.children).filter(isRow));
  const head = within("thead");
  const body = parts.flatMap((part) =>
    isRow(part) ? [part] : part.name === "tbody" ? elementsOf(part.children).filter(isRow) : [],
  );
  const all = [...head, ...body, ...within("tfoot")];
  const [first] = all;
  const isNames =
    head.length === 0 && first !== undefined && elementsOf(first.children).every(({ name }) => name === "th");
  const heads = isNames ? 1 : head.length;
  return all.map((row, index) => ({ row, isHead: index < heads && all.length > heads }));
}

const isRow = ({ name }: Element): boolean => name === "tr";

/** More would be a mistake, or meant to hurt. */
const mostSpan = 1000;

function slotsOf(rows: readonly Element[]): readonly (readonly (Slot | undefined)[])[] {
  const grid: (Slot | undefined)[][] = rows.map(() => []);
  rows.forEach((row, top) => {
    let left = 0;
    for (const cell of elementsOf(row.children).filter(({ name }) => name === "td" || name === "th")) {
      while (grid[top]?.[left] !== undefined) left += 1;
      const columns = spanOf(cell, "colspan");
      const below = Number(attribute(cell, "rowspan")) === 0 ? rows.length : spanOf(cell, "rowspan");
      const height = Math.min(below, rows.length - top);
      for (let y = 0; y < height; y += 1)
        for (let x = 0; x < columns; x += 1) {
          const line = grid[top + y];
          if (line !== undefined) line[left + x] ??= { cell, row: y, rows: height };
        }
      left += columns;
    }
  });
  return grid;
}

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const span = Math.floor(Number(attribute(cell, name) ?? 1));
  return span >= 1 ? Math.min(span, mostSpan) : 1;
}

function cellsOf(row: readonly (Slot | undefined)[], columns: number, write: WriteCell): readonly Cell[] {
  const cells: Cell[] = [];
  for (let column = 0; column < columns;) {
    const slot = row[column];
    let span = 1;
    // What another cell lies over is less wide than it says.
    while (slot !== undefined && row[column + span]?.cell === slot.cell) span += 1;
    cells.push(slot === undefined ? empty : cellOf(slot, span, write));
    column += span;
  }
  return cells;
}

const empty: Cell = { text: "", isHead: false, span: 1, content: () => [] };

function cellOf({ cell, row, rows }: Slot, span: number, write: WriteCell): Cell {
  const text = textOf(cell).trim();
  const inner = outermost(cell.children, new Set(["table"]));
  return {
    text: inner.length > 0 ? "" : text,
    isHead: cell.name === "th",
    span,
    ...(rows > 1 && { merge: row === 0 ? "restart" : "continue" }),
    content: (style) => write(cell.children, style, alignmentOf(cell, text)),
  };
}

/** As the cell says, by style or attribute; numbers stand on the right. */
function alignmentOf(cell: Element, text: string): Alignment {
  const style = /text-align:\s*(left|right|center)/.exec(attribute(cell, "style") ?? "")?.[1];
  const said = style ?? attribute(cell, "align")?.toLowerCase();
  if (said === "right") return AlignmentType.RIGHT;
  if (said === "center") return AlignmentType.CENTER;
  if (said === "left") return AlignmentType.LEFT;
  return cell.name === "td" && /^[-+−]?[\d.,\s\u202f]*\d\s*%?$/.test(text)
    ? AlignmentType.RIGHT
    : AlignmentType.LEFT;
}
