/** Sorts by one or more columns. danfojs sorts by one, in time that grows with the square of the ties. */
import { quoted } from "../../lib/quoted.js";
import { AuthoringError } from "../errors.js";
import { isMissing } from "./cells.js";

export interface SortColumn {
  readonly name: string;
  readonly cells: readonly unknown[];
  readonly direction: "ascending" | "descending";
}

/** Positions of the rows in their order. Rows that tie keep theirs; missing values come last in either direction. */
export function sortedPositions(columns: readonly SortColumn[]): readonly number[] {
  const keys = columns.map(({ name, cells, direction }) => ({
    cells: comparable(name, cells),
    sign: direction === "ascending" ? 1 : -1,
  }));
  const positions = Array.from(keys[0]?.cells ?? [], (_, at) => at);
  return positions.sort((a, b) => {
    for (const { cells, sign } of keys) {
      const left = cells[a];
      const right = cells[b];
      if (left === right) continue;
      if (left === undefined) return 1;
      if (right === undefined) return -1;
      return left < right ? -sign : sign;
    }
    return a - b;
  });
}

/** Undefined for a missing value. */
function comparable(name: string, cells: readonly unknown[]): readonly (number | string | undefined)[] {
  const kinds = new Map<string, number>();
  const found = cells.map((cell, row) => {
    if (isMissing(cell)) return undefined;
    const value = typeof cell === "boolean" || cell instanceof Date ? Number(cell) : cell;
    if (typeof value !== "number" && typeof value !== "string")
      throw new AuthoringError(`sortValues: the column ${quoted(name)} has an object in row ${row + 1}.`, {
        hint: "Sort by a column of numbers, text or dates.",
      });
    const kind = cell instanceof Date ? "dates" : typeof cell === "string" ? "text" : `${typeof cell}s`;
    if (!kinds.has(kind)) kinds.set(kind, row);
    return value;
  });
  if (kinds.size > 1)
    throw new AuthoringError(
      `sortValues: the column ${quoted(name)} has ${[...kinds].map(([kind, row]) => `${kind} (row ${row + 1})`).join(" and ")}.`,
      { hint: "Convert them to one type in the rows, with Number(…) or String(…)." },
    );
  return found;
}
