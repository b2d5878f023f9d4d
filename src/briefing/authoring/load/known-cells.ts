/**
 * The cells of a column that have been read, found by the bytes of their text. Most columns of text hold a few names or
 * categories many times, and decoding a text takes longer than finding it here.
 */
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
  /**
   * A hash table with open addressing. An entry is the index of a cell plus one; 0 marks a free place. At most half of
   * the places are taken.
   */
  #entries = new Uint32Array(256);
  readonly #hashes: number[] = [];
  readonly #texts: Uint8Array[] = [];
  readonly #cells: Cell[] = [];

  find(bytes: Uint8Array, start: number, end: number): Cell | undefined {
    if (end - start > longestText) return undefined;
    const hash = hashOf(bytes, start, end);
    const last = this.#entries.length - 1;
    for (let place = 0; place < mostPlaces; place++) {
      const entry = this.#entries[(hash + place) & last] ?? 0;
      if (entry === 0) return undefined;
      if (this.#hashes[entry - 1] === hash && isText(this.#texts[entry - 1], bytes, start, end))
        return this.#cells[entry - 1];
    }
    return undefined;
  }

  add({ bytes, start, end }: TextBytes, cell: Cell): void {
    const count = this.#cells.length;
    if (end - start > longestText || count === mostCells) return;
    if (2 * count === this.#entries.length) this.#grow();
    const hash = hashOf(bytes, start, end);
    if (!this.#place(hash, count + 1)) return;
    this.#hashes.push(hash);
    // A copy: `bytes` is a part of the file, which need not stay in memory.
    this.#texts.push(new Uint8Array(bytes.subarray(start, end)));
    this.#cells.push(cell);
  }

  #place(hash: number, entry: number): boolean {
    const last = this.#entries.length - 1;
    for (let place = hash; place < hash + mostPlaces; place++) {
      if (this.#entries[place & last] !== 0) continue;
      this.#entries[place & last] = entry;
      return true;
    }
    return false;
  }

  #grow(): void {
    this.#entries = new Uint32Array(2 * this.#entries.length);
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
