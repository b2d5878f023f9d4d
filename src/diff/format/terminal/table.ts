import type { CellChange, RowName, TableDifference } from "../../contract/table.js";
import { line, type Line, type Style } from "./style.js";
import { clip } from "../excerpts.js";
import { more } from "./texts.js";

const mostRows = 20;
const mostNames = 12;

/** Cells that changed, a line for each row; then rows and columns that came, went or moved. */
export function tableLines(table: TableDifference, style: Style): readonly Line[] {
  const rows = byRow(table.cells);
  const shown = rows.slice(0, mostRows).map(({ row, cells }) => {
    const said = cells.map((cell) => cellText(cell, style)).join(style.muted(" · "));
    return line(4, `${clip(row.name, 60)}${style.muted(":")} ${said}`);
  });
  return [
    ...shown,
    ...(rows.length > mostRows ? [more(rows.length - mostRows, "row", style)] : []),
    ...named("+ rows", table.rowsAdded.map(rowName), style, style.added),
    ...named("- rows", table.rowsRemoved.map(rowName), style, style.removed),
    ...named("+ columns", table.columnsAdded.map(columnName), style, style.added),
    ...named("- columns", table.columnsRemoved.map(columnName), style, style.removed),
    ...table.columnsChanged.map(({ was, is }) => line(4, `column ${is.field}: ${columnChange(was, is)}`)),
    ...named("rows in another order:", table.rowsMoved.map(rowName), style),
    ...named("columns in another order:", table.columnsMoved, style),
    ...(table.keyChanged === undefined
      ? []
      : [
          line(
            4,
            `key: ${table.keyChanged.was.join(", ") || "none"} → ${table.keyChanged.is.join(", ") || "none"}`,
          ),
        ]),
  ];
}

interface ChangedRow {
  readonly row: RowName;
  readonly cells: CellChange[];
}

function byRow(cells: readonly CellChange[]): readonly ChangedRow[] {
  const rows = new Map<string, ChangedRow>();
  for (const cell of cells) {
    const mark = JSON.stringify(cell.row.key);
    const row = rows.get(mark) ?? { row: cell.row, cells: [] };
    row.cells.push(cell);
    rows.set(mark, row);
  }
  return [...rows.values()];
}

function cellText({ column, was, is, delta }: CellChange, style: Style): string {
  const change = `${style.removed(clip(was.text, 40) || "(empty)")} → ${style.added(clip(is.text, 40) || "(empty)")}`;
  return `${clip(column, 40)} ${change}${delta === undefined ? "" : ` ${delta.text}`}`;
}

type Column = TableDifference["columnsChanged"][number]["is"];
const rowName = ({ name }: RowName): string => clip(name, 60);
const columnName = ({ title }: Column): string => clip(title, 60);

function columnChange(was: Column, is: Column): string {
  const facts = (["field", "title", "unit", "align"] as const).filter((name) => was[name] !== is[name]);
  return facts.map((name) => `${name} ${was[name] ?? "none"} → ${is[name] ?? "none"}`).join(", ");
}

/** `+ rows a, b, c and 5 more`. */
export function named(
  label: string,
  names: readonly string[],
  style: Style,
  paint: (text: string) => string = (text) => text,
): readonly Line[] {
  if (names.length === 0) return [];
  const left = names.length - mostNames;
  const all = names.slice(0, mostNames).join("; ");
  return [line(4, `${paint(`${label} ${all}`)}${left > 0 ? style.muted(` and ${left} more`) : ""}`)];
}
