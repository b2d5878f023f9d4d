/** Whether the rows of a table have different keys, and which of them do not. */
import { own } from "../../lib/own.js";
import type { Cell, DataRow } from "./schema.js";

/** Most tables are sorted by their key: where each is above the one before, none can be there twice. */
export function areAscending(rows: readonly DataRow[], fields: readonly string[]): boolean {
  let before: DataRow | undefined;
  for (const row of rows) {
    if (before !== undefined && !isAbove(row, before, fields)) return false;
    before = row;
  }
  return true;
}

function isAbove(row: DataRow, before: DataRow, fields: readonly string[]): boolean {
  for (const field of fields) {
    const value = own(row, field) ?? null;
    const lower = own(before, field) ?? null;
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
  readonly #fields: readonly string[];
  /** By turns of the key so far, and of the value that comes to it. */
  readonly #numbers: readonly Map<Cell, number>[];
  readonly #positions = new Map<Cell, number>();

  constructor(fields: readonly string[]) {
    this.#fields = fields;
    this.#numbers = fields.flatMap(() => [new Map<Cell, number>(), new Map<Cell, number>()]);
  }

  /** Where the key of the row stood first, if it was there before. A row that lacks a part of its key has none. */
  add(row: DataRow, position: number): number | undefined {
    let key: Cell | undefined;
    for (let index = 0; index < this.#fields.length; index++) {
      const value = own(row, this.#fields[index] ?? "");
      if (value === undefined || value === null) return undefined;
      key =
        key === undefined
          ? value
          : pairOf(this.#numberOf(key, 2 * index), this.#numberOf(value, 2 * index + 1));
    }
    if (key === undefined) return undefined;
    const first = this.#positions.get(key);
    if (first === undefined) this.#positions.set(key, position);
    return first;
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
