/** Whether the keys of a table's rows are unique, and which are repeated. */
import type { Cell } from "./schema.js";

/** @param key cells of the key columns, by row */
export function areUnique(key: readonly (readonly Cell[])[], rows: number): boolean {
  if (key.length === 0 || areAscending(key, rows)) return true;
  const positions = new KeyPositions();
  const keyIn = (row: number) => key.map((cells) => cells[row] ?? null);
  for (let row = 0; row < rows; row++) if (positions.add(keyIn(row), row) !== undefined) return false;
  return true;
}

/** The cells of a column by row, from 0. */
interface Cells {
  at(row: number): Cell | undefined;
}

/** Whether each row is above the one before it: most tables are sorted by their key. */
export function areAscending(key: readonly Cells[], rows: number): boolean {
  for (let row = 1; row < rows; row++) if (!isAbove(key, row)) return false;
  return true;
}

/** Above the row before it, by the first column in which they differ. */
function isAbove(key: readonly Cells[], row: number): boolean {
  for (const cells of key) {
    const value = cells.at(row) ?? null;
    const lower = cells.at(row - 1) ?? null;
    if (value === null || lower === null) return false;
    if (value !== lower) return value > lower;
  }
  return false;
}

export class KeyPositions {
  readonly #positions = new Map<Cell, number>();

  /** Where the key first occurred, if it did. Incomplete keys are not keys. */
  add(cells: readonly Cell[], position: number): number | undefined {
    const key = keyOf(cells);
    const first = key === null ? undefined : this.#positions.get(key);
    if (key !== null && first === undefined) this.#positions.set(key, position);
    return first;
  }

  has(cells: readonly Cell[]): boolean {
    const key = keyOf(cells);
    return key !== null && this.#positions.has(key);
  }
}

function keyOf(cells: readonly Cell[]): Cell {
  if (cells.includes(null)) return null;
  return cells.length > 1 ? JSON.stringify(cells) : (cells[0] ?? null);
}
