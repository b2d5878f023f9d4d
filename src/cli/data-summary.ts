/** A table in the terminal: its columns, and what is left to say of it. */
import pc from "picocolors";
import type { Cell } from "../authoring/load/schema.js";
import { grouped } from "../lib/grouped.js";
import { clipped } from "../lib/quoted.js";
import { visible } from "../lib/visible.js";
import type { AddedTable, AddSettings } from "../tools/data/add-table.js";
import type { ColumnFacts } from "../tools/data/table-facts.js";
import { inColumns } from "./terminal.js";

const shownCell = (cell: Cell | undefined): string =>
  cell === undefined || cell === null ? "" : clipped(visible(String(cell)).replace(/\s+/g, " "), 24);

export function describeAdded(
  { name, path, file, line, left, inspected }: AddedTable,
  mode: AddSettings["mode"],
): string {
  const { facts, columns, schema, changes, notes } = inspected;
  const toBe = mode === "write" ? "" : "to be ";
  const copied = file === "copied" ? `, ${toBe}copied there` : "";
  const key = schema.primaryKey?.join(", ") ?? "none: no set of columns tells all rows apart";
  const missing = schema.missingValues.filter((text) => text !== "");
  return [
    `${pc.bold(name)}: ${counted(facts.rows, "row")}, ${counted(columns.length, "column")} in ${visible(path)}${copied}`,
    ...(changes.length > 0
      ? [`  ${toBe}written from ${inspected.table.path}: ${visible(changes.join("; "))}`]
      : []),
    "",
    ...columnTable(facts.columns),
    "",
    `  key: ${visible(key)}`,
    ...(missing.length > 0
      ? [
          `  missing values: the empty cell, ${missing.map((text) => visible(JSON.stringify(text))).join(", ")}`,
        ]
      : []),
    ...columns.flatMap((column) =>
      column.note === undefined ? [] : [`  ${visible(`${column.name}: ${column.note}`)}`],
    ),
    ...notes.map((note) => `  ${visible(note)}`),
    "",
    `Still to say, in data/datapackage.json:${line}`,
    `  of the table: ${left.map((entry) => JSON.stringify(entry)).join(", ")}`,
    `  of ${columns.length === 1 ? "its column" : "its columns"}: "description", and "unit" of what is measured or counted`,
    "",
    "In a notebook:",
    `  import { load } from "decoupling-briefing";`,
    `  const rows = load(${JSON.stringify(name)});`,
  ].join("\n");
}

/** `1 row`, `12,345 rows` */
export const counted = (number: number, one: string): string =>
  `${grouped(number)} ${number === 1 ? one : `${one}s`}`;

function columnTable(columns: readonly ColumnFacts[]): readonly string[] {
  const rows = [
    ["column", "type", "missing", "least", "greatest", "examples"],
    ...columns.map(({ name, type, missing, least, greatest, examples }) => [
      clipped(visible(name), 40),
      type,
      missing === 0 ? "" : grouped(missing),
      shownCell(least),
      shownCell(greatest),
      examples.map(shownCell).join(", "),
    ]),
  ];
  return inColumns(rows, [0, 1, 5]).map((line, index) => (index === 0 ? pc.dim(`  ${line}`) : `  ${line}`));
}
