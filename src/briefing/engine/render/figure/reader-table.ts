/**
 * The data of a figure as a table for people: numbers rounded and with units as the figure prints them, titles as in its
 * tooltips, what the figure is about first. The CSV has the exact numbers.
 */
import { isRecord } from "../../../lib/is-record.js";
import { own } from "../../../lib/own.js";
import type { CarriedTable } from "./carried-figure.js";
import { numberStyle, printedNumbers, type PrintedNumbers } from "./printed-numbers.js";
import { prominence } from "./prominence.js";
import { rowsIn, tooltipTitles } from "./spec-rows.js";

export interface ReaderColumn {
  readonly title: string;
  readonly unit?: string;
  readonly align: "left" | "right";
  readonly cells: readonly string[];
}

/** The first column of texts names its rows: it comes first, as their heads. */
export interface ReaderTable {
  readonly columns: readonly ReaderColumn[];
  readonly hasRowHeads: boolean;
}

/** `described`: the table of the rows in the specification, from which titles and styles are read, if it is another one. */
export function readerTable(
  spec: Readonly<Record<string, unknown>>,
  table: CarriedTable,
  described: CarriedTable = table,
): ReaderTable {
  const shown = [...rowsIn(spec)];
  const titles = tooltipTitles(spec);
  const printed = printedNumbers(shown, titles);
  const rankOf = prominence(spec);
  const order = table.rows
    .map((row, index) => ({ index, rank: rankOf(row) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  const columns = table.columns.map((column, place) => {
    const cells = order.map(({ index }) => table.rows[index]?.[place] ?? "");
    const its = described.columns.findIndex(({ field }) => field === column.field);
    return { ...column, cells, described: described.rows.map((row) => row[its] ?? "") };
  });
  const kept = columns.filter((column) => !repeatsAnother(column, columns));
  const heads = kept.filter(({ align }) => align === "left").slice(0, 1);
  const ordered = [...heads, ...kept.filter((column) => !heads.includes(column))];
  return {
    columns: ordered.map((column) =>
      column.align === "left" ? wordColumn(column, shown, titles) : numberColumn(column, printed),
    ),
    hasRowHeads: heads.length > 0,
  };
}

type Column = CarriedTable["columns"][number] & {
  readonly cells: readonly string[];
  readonly described: readonly string[];
};

const bounds = new Map([
  ["low", "Lower bound"],
  ["lower", "Lower bound"],
  ["high", "Upper bound"],
  ["upper", "Upper bound"],
]);

/** Bounds of numbers that are all exact. */
function repeatsAnother(column: Column, all: readonly Column[]): boolean {
  if (!bounds.has(column.field)) return false;
  const others = all.filter(({ field, align }) => align === "right" && !bounds.has(field));
  return others.some(({ cells }) => cells.every((cell, index) => cell === column.cells[index]));
}

function wordColumn(column: Column, shown: readonly object[], titles: ReadonlyMap<string, string>) {
  const { field, title, unit, align, cells, described } = column;
  const named = isFieldName(title, field)
    ? capital(titles.get(field) ?? titleOf(described, shown, titles) ?? title)
    : title;
  return { title: named, ...(unit !== undefined && { unit }), align, cells };
}

/** The title of the only field of the tooltips that has these texts, under another name; undefined if several have. */
function titleOf(
  cells: readonly string[],
  shown: readonly object[],
  titles: ReadonlyMap<string, string>,
): string | undefined {
  const all = new Set(cells.filter((cell) => cell !== ""));
  if (all.size === 0) return undefined;
  const same = [...titles].filter(([name]) => {
    const texts = new Set(shown.flatMap((row) => (isRecord(row) ? [own(row, name)] : [])));
    return texts.size === all.size && [...all].every((cell) => texts.has(cell));
  });
  return same.length === 1 ? same[0]?.[1] : undefined;
}

function numberColumn(column: Column, printed: PrintedNumbers): ReaderColumn {
  const { field, title, unit, align, cells, described } = column;
  const given = unit === undefined ? {} : { unit };
  if (areYears(cells)) return { title: capital(title), ...given, align, cells };
  const style = numberStyle(described, printed);
  const named = isFieldName(title, field) ? capital(bounds.get(field) ?? style.title ?? title) : title;
  return { title: named, ...given, align, cells: cells.map(style.write) };
}

/** Whether a title is only the name of the field in words: nobody gave one. */
const isFieldName = (title: string, field: string): boolean => bare(title) === bare(field);
const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
const bare = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

function areYears(cells: readonly string[]): boolean {
  const found = cells.filter((cell) => cell !== "");
  return found.length > 0 && found.every((cell) => /^(?:1[5-9]|20|21)\d\d$/.test(cell));
}
