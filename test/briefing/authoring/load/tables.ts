import { load } from "../../../../src/briefing/authoring/load/load.js";
import type { Tables } from "../../../../src/briefing/tables.js";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inFolder } from "./project.js";

export const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** A table of the project's own data. */
export function table<Name extends keyof Tables>(name: Name): readonly Tables[Name][] {
  return inFolder(root, () => load<string>(name)) as readonly object[] as readonly Tables[Name][];
}

/** Reference values of independent implementations; see `source` in each file. */
export function vector(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../../vectors/${name}.json`, import.meta.url), "utf8"));
}

/** The only element, or an error with the number of elements. */
export function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (row === undefined || rows.length > 1) throw new Error(`expected one row, got ${rows.length}`);
  return row;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

/** A count for each key, made of these fields; throws if two rows have the same key. */
export function countsBy<Row>(
  rows: readonly Row[],
  fields: readonly (keyof Row)[],
  count: (row: Row) => number,
): ReadonlyMap<string, number> {
  const counts = new Map(
    rows.map((row) => [fields.map((field) => String(row[field])).join(" "), count(row)]),
  );
  if (counts.size < rows.length) throw new Error(`${rows.length - counts.size} keys occur twice`);
  return counts;
}
