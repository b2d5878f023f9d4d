import { csvParseRows } from "d3-dsv";
import type { StoredReport } from "./stored-report.js";

/** What a figure draws or a table prints. */
export interface DrawnRows {
  readonly columns: readonly string[];
  readonly total: number;
  /** The first of them, as they are written. */
  readonly first: readonly (readonly string[])[];
}

type StoredBlock = StoredReport["sections"][number]["blocks"][number];

/** @param csv the figure's own file of rows */
export function figureRows(csv: string, limit: number): DrawnRows {
  const [columns = [], ...rows] = csvParseRows(csv);
  return { columns, total: rows.length, first: rows.slice(0, limit) };
}

export function tableRows(
  { columns, rows }: Extract<StoredBlock, { kind: "table" }>,
  limit: number,
): DrawnRows {
  return {
    columns: columns.map(({ title, unit }) => (unit === undefined ? title : `${title} (${unit})`)),
    total: rows.length,
    first: rows.slice(0, limit).map((row) => row.map(({ text }) => text)),
  };
}
