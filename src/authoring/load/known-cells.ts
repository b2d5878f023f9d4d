/** Cells by the bytes of their text: names and categories are few, however many rows there are. */
import type { Cell } from "./schema.js";

/** So many are kept, of texts that are no longer than so many bytes. */
const mostKnown = 1 << 16;
const longestKnown = 64;

export class KnownCells {
  /** By hash: the number of a cell, counted from one. */
  #slots = new Uint32Array(1 << 6);
  readonly #texts: Uint8Array[] = [];
  readonly #cells: Cell[] = [];

  get(bytes: Uint8Array, start: number, end: number): Cell | undefined {
    const number = end - start > longestKnown ? 0 : this.#slots[this.#slotOf(bytes, start, end)];
    return number === undefined || number === 0 ? undefined : this.#cells[number - 1];
  }

  set(bytes: Uint8Array, start: number, end: number, cell: Cell): void {
    if (this.#cells.length >= mostKnown || end - start > longestKnown) return;
    const text = new Uint8Array(bytes.subarray(start, end));
    this.#texts.push(text);
    this.#cells.push(cell);
    this.#slots[this.#slotOf(text, 0, text.length)] = this.#cells.length;
    if (this.#cells.length * 2 > this.#slots.length) this.#grow();
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 4);
    for (const [index, text] of this.#texts.entries())
      this.#slots[this.#slotOf(text, 0, text.length)] = index + 1;
  }

  /** The slot of a text, or the free one where it would be. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hash = 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x9e3779b1);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const text = this.#texts[(slots[slot] ?? 0) - 1];
      if (slots[slot] === 0 || text === undefined || isSame(text, bytes, start, end)) return slot;
    }
  }
}

function isSame(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== bytes[start + at]) return false;
  return true;
}
