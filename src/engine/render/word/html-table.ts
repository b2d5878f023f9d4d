/** A table of HTML → one of Word. */
import { AlignmentType } from "docx";
import { attribute, elementsOf, outermost, textOf, type Element, type Node } from "./dom.js";
import type { Cell, Content } from "./grid.js";
import type { StyleId } from "./layout.js";
import { tableOf } from "./table.js";

type Alignment = (typeof AlignmentType)[keyof typeof AlignmentType];
/** Writes what is in a cell. */
type WriteCell = (
  nodes: readonly Node[],
  style: StyleId,
  alignment: Alignment,
) => ReturnType<Cell["content"]>;

export function htmlTable(table: Element, write: WriteCell): readonly Content[] {
  const rows = rowsOf(table);
  const cells = rows.map(({ row }) => {
    const written = elementsOf(row.children)
      .filter(({ name }) => name === "td" || name === "th")
      .map((cell) => cellOf(cell, write));
    return written.length === 0 ? [empty] : written;
  });
  const firstBody = rows.findIndex(({ isHead }) => !isHead);
  const head = Math.max(0, firstBody);
  return tableOf({ head: cells.slice(0, head), body: cells.slice(head) });
}

/** Word rejects a row without cells. */
const empty: Cell = { text: "", isHead: false, content: () => [] };

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

function spanOf(cell: Element, name: "colspan" | "rowspan"): number {
  const span = Math.floor(Number(attribute(cell, name) ?? 1));
  return span >= 1 ? Math.min(span, mostSpan) : 1;
}

function cellOf(cell: Element, write: WriteCell): Cell {
  const text = textOf(cell).trim();
  const inner = outermost(cell.children, new Set(["table"]));
  return {
    text: inner.length > 0 ? "" : text,
    isHead: cell.name === "th",
    columnSpan: spanOf(cell, "colspan"),
    rowSpan: spanOf(cell, "rowspan"),
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
