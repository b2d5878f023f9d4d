/** The shipped tables, read with Node and d3-dsv alone: nothing of src/, so that no fault there is repeated here. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { csvParse } from "d3-dsv";

export type Row = Readonly<Record<string, string>>;

export const root = path.resolve(import.meta.dirname, "../../..");
export const nsf = "nsf-2024";
export const openalex = "openalex-2024-08";

const tables = new Map<string, readonly Row[]>();

/** All rows of `data/NAME.csv` or `data/NAME.csv.gz`; cells are text. */
export function table(name: string): readonly Row[] {
  const read = tables.get(name);
  if (read !== undefined) return read;
  const rows: readonly Row[] = csvParse(textOf(name));
  tables.set(name, rows);
  return rows;
}

const compressed: readonly string[] = ["world-pairs", "eto-pairs"];

function textOf(name: string): string {
  if (compressed.includes(name))
    return gunzipSync(readFileSync(path.join(root, "data", `${name}.csv.gz`))).toString();
  return readFileSync(path.join(root, "data", `${name}.csv`), "utf8");
}

const indices = new Map<string, ReadonlyMap<string, readonly Row[]>>();

/** The rows that have all of these cells. */
export function rowsWith(name: string, cells: Readonly<Record<string, string | number>>): readonly Row[] {
  const columns = Object.keys(cells);
  const key = [name, ...columns].join(" ");
  const index = indices.get(key) ?? grouped(table(name), columns);
  indices.set(key, index);
  return index.get(keyOf(Object.values(cells))) ?? [];
}

function grouped(rows: readonly Row[], columns: readonly string[]): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(columns.map((column) => row[column]));
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return groups;
}

const keyOf = (cells: readonly (string | number | undefined)[]) => cells.join("\t");

/** The only row that has all of these cells. */
export function rowWith(name: string, cells: Readonly<Record<string, string | number>>): Row {
  const rows = rowsWith(name, cells);
  const [row] = rows;
  if (row === undefined || rows.length > 1)
    throw new Error(`data/${name} has ${rows.length} rows with ${JSON.stringify(cells)}`);
  return row;
}

export const numberIn = (row: Row, column: string): number => {
  const cell = row[column] ?? "";
  if (cell === "") throw new Error(`no ${column} in ${JSON.stringify(row)}`);
  return Number(cell);
};

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

export function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? NaN)) / 2;
}

export const geometricMeanOf = (numbers: readonly number[]): number =>
  Math.exp(sumOf(numbers.map(Math.log)) / numbers.length);
