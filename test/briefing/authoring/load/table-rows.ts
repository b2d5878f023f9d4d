import type { DataRow } from "../../../../src/briefing/authoring/load/schema.js";
import type { LoadedTable } from "../../../../src/briefing/authoring/load/where.js";
import { own } from "../../../../src/briefing/lib/own.js";

/** Rows as in a loaded table. */
export const tableRows = (rows: readonly DataRow[]): LoadedTable["rows"] => ({
  length: rows.length,
  all: rows,
  cells: (name) => rows.map((row) => own(row, name) ?? null),
  row: (index) => rows[index] ?? {},
});
