import type { Cell } from "./schema.js";

/** Maximum number of cached texts, and their maximum length. */
const mostKnown = 1 << 16;
const longestKnown = 64;

/** Names and categories are few, so cells with the same text share one value, found by the bytes of the text. */
export class KnownCells {
  readonly #cells: Cell[] = [];
  /** The concatenated texts, and where each ends. */
  #bytes = new Uint8Array(256);
  readonly #ends: number[] = [];
  /** By hash, at the first empty slot: the index of a cell, plus one. */
  #slots = new Uint32Array(64);
  /** The last index found, because tables are sorted. */
  #last = -1;

  find(bytes: Uint8Array, start: number, end: number): Cell | undefined {
    if (!this.#isAt(this.#last, bytes, start, end))
      this.#last = (this.#slots[this.#slotOf(bytes, start, end)] ?? 0) - 1;
    return this.#last < 0 ? undefined : this.#cells[this.#last];
  }

  add(bytes: Uint8Array, start: number, end: number, cell: Cell): void {
    const position = this.#cells.length;
    if (end - start > longestKnown || position === mostKnown) return;
    const before = this.#ends[position - 1] ?? 0;
    if (before + longestKnown > this.#bytes.length)
      this.#bytes = Buffer.concat([this.#bytes], 2 * this.#bytes.length);
    this.#bytes.set(bytes.subarray(start, end), before);
    this.#ends.push(before + end - start);
    this.#cells.push(cell);
    this.#enter(position);
    // Half of the slots stay empty, so that searches are short.
    if (2 * position < this.#slots.length) return;
    this.#slots = new Uint32Array(2 * this.#slots.length);
    for (let known = 0; known <= position; known++) this.#enter(known);
  }

  #enter(position: number): void {
    const start = this.#ends[position - 1] ?? 0;
    const end = this.#ends[position] ?? 0;
    this.#slots[this.#slotOf(this.#bytes, start, end)] = position + 1;
  }

  /** The slot of the text's index, or where to insert it. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    // FNV-1a, with its upper bits folded into those that are used.
    let hash = 0x811c9dc5;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
    const last = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & last; ; slot = (slot + 1) & last) {
      const position = (this.#slots[slot] ?? 0) - 1;
      if (position < 0 || this.#isAt(position, bytes, start, end)) return slot;
    }
  }

  #isAt(position: number, bytes: Uint8Array, start: number, end: number): boolean {
    if (position < 0) return false;
    const from = position === 0 ? 0 : (this.#ends[position - 1] ?? 0);
    if ((this.#ends[position] ?? 0) - from !== end - start) return false;
    for (let at = start; at < end; at++) if (bytes[at] !== this.#bytes[from + at - start]) return false;
    return true;
  }
}
