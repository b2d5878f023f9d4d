/** Whether the rows of a table have different keys, and which of them do not. */
import type { Cell } from "./schema.js";

/** @param key the cells of the columns that are the key, by row */
export function areUnique(key: readonly (readonly Cell[])[], rows: number): boolean {
  // Most tables are sorted by their key: where each row is above the one before, none can be there twice.
  if (key.length === 0 || areAscending(key, rows)) return true;
  const positions = new KeyPositions(key.length);
  for (let row = 0; row < rows; row++)
    if (
      positions.add(
        key.map((cells) => cells[row] ?? null),
        row,
      ) !== undefined
    )
      return false;
  return true;
}

function areAscending(key: readonly (readonly Cell[])[], rows: number): boolean {
  for (let row = 1; row < rows; row++) if (!isAbove(key, row)) return false;
  return true;
}

/** Above the row before it, by the first of the columns in which they differ. */
function isAbove(key: readonly (readonly Cell[])[], row: number): boolean {
  for (const cells of key) {
    const value = cells[row] ?? null;
    const lower = cells[row - 1] ?? null;
    if (value === null || lower === null) return false;
    if (value !== lower) return value > lower;
  }
  return false;
}

/**
 * The keys seen so far, exact, and without a text for each row: values are numbered as they come, and a key of several
 * fields is the pair of the numbers of what stands before its last field and of what stands there.
 */
export class KeyPositions {
  /** By turns of the key so far, and of the value that comes to it. */
  readonly #numbers: readonly Map<Cell, number>[];
  readonly #positions = new Map<Cell, number>();

  /** @param fields how many a key has */
  constructor(fields: number) {
    this.#numbers = Array.from({ length: 2 * fields }, () => new Map<Cell, number>());
  }

  /** Where the key stood first, if it was there before. One that lacks a part is not a key. */
  add(cells: readonly Cell[], position: number): number | undefined {
    const key = this.#keyOf(cells);
    if (key === null) return undefined;
    const first = this.#positions.get(key);
    if (first === undefined) this.#positions.set(key, position);
    return first;
  }

  has(cells: readonly Cell[]): boolean {
    const key = this.#keyOf(cells);
    return key !== null && this.#positions.has(key);
  }

  #keyOf(cells: readonly Cell[]): Cell {
    let key: Cell = null;
    for (const [index, cell] of cells.entries()) {
      if (cell === null) return null;
      key = key === null ? cell : pairOf(this.#numberOf(key, 2 * index), this.#numberOf(cell, 2 * index + 1));
    }
    return key;
  }

  #numberOf(value: Cell, index: number): number {
    const numbers = this.#numbers[index];
    let number = numbers?.get(value);
    if (number === undefined) numbers?.set(value, (number = numbers.size));
    return number ?? 0;
  }
}

/** Cantor's pairing: different pairs, different numbers, and small ones for small ones. */
const pairOf = (a: number, b: number): number => ((a + b) * (a + b + 1)) / 2 + b;
