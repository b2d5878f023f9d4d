/**
 * The cells of one column of a table that is being read: in pieces, because a list that grows as a whole is copied again
 * and again. Nothing is kept of a column as long as all of its cells are the same.
 */
import type { Cell } from "../../authoring/load/schema.js";

const bits = 14;
const size = 1 << bits;

export class CellList {
  length = 0;
  #first: Cell = null;
  #pieces: Cell[][] | undefined;

  push(cell: Cell): void {
    if (this.length === 0) this.#first = cell;
    if (this.#pieces === undefined && cell !== this.#first) this.#pieces = this.#repeated();
    if (this.#pieces !== undefined) {
      const piece = this.length >> bits;
      if (piece === this.#pieces.length) this.#pieces.push([]);
      this.#pieces[piece]?.push(cell);
    }
    this.length++;
  }

  /** Undefined after the last one. */
  at(row: number): Cell | undefined {
    if (this.#pieces !== undefined) return this.#pieces[row >> bits]?.[row & (size - 1)];
    return row < this.length ? this.#first : undefined;
  }

  #repeated(): Cell[][] {
    const pieces = Array.from({ length: Math.ceil(this.length / size) }, () =>
      new Array<Cell>(size).fill(this.#first),
    );
    pieces.at(-1)?.splice(this.length - (pieces.length - 1) * size);
    return pieces;
  }
}
