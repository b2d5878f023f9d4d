/** The cells of a column by the bytes of their text: names and categories are few, and decoding costs more than finding. */
import type { Cell } from "./schema.js";

/** The bytes of one text, from `start` to before `end`. */
interface TextBytes {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** Maximum number of cells, and of bytes in a text. */
const mostCells = 1 << 16;
const longestText = 64;
/** A text whose places are all taken is not kept, so that no file makes the search long. */
const mostPlaces = 16;

export class KnownCells {
  /** By hash: the number of a cell, from 1; 0 where none is. At least twice as many as cells. */
  #numbers = new Uint32Array(256);
  readonly #hashes: number[] = [];
  readonly #texts: Uint8Array[] = [];
  readonly #cells: Cell[] = [];

  find(bytes: Uint8Array, start: number, end: number): Cell | undefined {
    if (end - start > longestText) return undefined;
    const hash = hashOf(bytes, start, end);
    const last = this.#numbers.length - 1;
    for (let place = 0; place < mostPlaces; place++) {
      const number = this.#numbers[(hash + place) & last] ?? 0;
      if (number === 0) return undefined;
      if (this.#hashes[number - 1] === hash && isText(this.#texts[number - 1], bytes, start, end))
        return this.#cells[number - 1];
    }
    return undefined;
  }

  add({ bytes, start, end }: TextBytes, cell: Cell): void {
    const count = this.#cells.length;
    if (end - start > longestText || count === mostCells) return;
    if (2 * count === this.#numbers.length) this.#grow();
    const hash = hashOf(bytes, start, end);
    if (!this.#place(hash, count + 1)) return;
    this.#hashes.push(hash);
    // A copy: `bytes` is a part of the file, which need not stay in memory.
    this.#texts.push(new Uint8Array(bytes.subarray(start, end)));
    this.#cells.push(cell);
  }

  #place(hash: number, number: number): boolean {
    const last = this.#numbers.length - 1;
    for (let place = hash; place < hash + mostPlaces; place++) {
      if (this.#numbers[place & last] !== 0) continue;
      this.#numbers[place & last] = number;
      return true;
    }
    return false;
  }

  #grow(): void {
    this.#numbers = new Uint32Array(2 * this.#numbers.length);
    for (const [index, hash] of this.#hashes.entries()) this.#place(hash, index + 1);
  }
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  // The lowest bits choose the place.
  return (hash ^ (hash >>> 15)) & 0x3fffffff;
}

function isText(text: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (text?.length !== end - start) return false;
  for (let at = 0; at < text.length; at++) if (text[at] !== bytes[start + at]) return false;
  return true;
}
