/** Hashes of cells in two words of 32 bits, so that the rows of large tables can be compared without keeping them. */
import type { Cell } from "../../authoring/load/schema.js";

/** The cells of one row by the indices of their fields; undefined for invalid ones. */
export interface RowCells {
  cell(index: number): Cell | undefined;
}

/** A power of two. */
const firstCapacity = 1 << 12;
const fullest = 0.7;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);

/** Its words describe the cells of one row after the other. */
export class RowHash {
  high = 0;
  low = 0;

  /** @param fields indices of the fields whose cells are hashed, in this order */
  read(row: RowCells, fields: readonly number[]): void {
    this.high = 0x41c6_4e6d;
    this.low = 0x6073_0b1f;
    for (const field of fields) this.#add(row.cell(field));
  }

  #add(cell: Cell | undefined): void {
    if (typeof cell === "string")
      for (let index = 0; index < cell.length; index++) this.#mix(cell.charCodeAt(index));
    else if (typeof cell === "number") {
      double[0] = cell;
      this.#mix(words[0] ?? 0);
      this.#mix(words[1] ?? 0);
    } else this.#mix(cell === null || cell === undefined ? 0x2_0001 : cell ? 0x2_0002 : 0x2_0003);
    const { high, low } = this;
    this.high = Math.imul(high ^ (high >>> 16), 0x85eb_ca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2_ae35);
    this.low = Math.imul(low ^ (low >>> 16), 0x85eb_ca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2_ae35);
  }

  #mix(word: number): void {
    this.high = Math.imul(this.high ^ word, 0x9e37_79b1);
    this.low = Math.imul(this.low ^ word, 0x5f35_6495);
  }
}

/** What is kept of each: the two words of its hash and its position. */
const wordsOfEntry = 3;
const entriesOfPiece = 1 << 13;

/** Positions of what has been hashed: some 20 bytes for each, where a Map of texts needs a hundred. */
export class HashPositions {
  /** In pieces, because a list that grows as a whole is copied again and again. */
  readonly #entries: Int32Array[] = [];
  #size = 0;
  /** By the low word of a hash or the free places after it: the number of the entry, from 1. */
  #slots = new Uint32Array(firstCapacity);

  /** The position added earlier with this hash, if there is one. */
  add({ high, low }: Pick<RowHash, "high" | "low">, position: number): number | undefined {
    if (this.#size >= fullest * this.#slots.length) this.#grow();
    const last = this.#slots.length - 1;
    let slot = low & last;
    for (let entry = this.#slots[slot] ?? 0; entry !== 0; entry = this.#slots[slot] ?? 0) {
      if (this.#word(entry, 0) === high && this.#word(entry, 1) === low) return this.#word(entry, 2) >>> 0;
      slot = (slot + 1) & last;
    }
    this.#slots[slot] = this.#append(high, low, position);
    return undefined;
  }

  #word(entry: number, word: 0 | 1 | 2): number {
    const index = entry - 1;
    const piece = this.#entries[Math.floor(index / entriesOfPiece)];
    return piece?.[(index % entriesOfPiece) * wordsOfEntry + word] ?? 0;
  }

  #append(high: number, low: number, position: number): number {
    const at = (this.#size % entriesOfPiece) * wordsOfEntry;
    if (at === 0) this.#entries.push(new Int32Array(entriesOfPiece * wordsOfEntry));
    this.#entries.at(-1)?.set([high, low, position], at);
    return ++this.#size;
  }

  #grow(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    const last = this.#slots.length - 1;
    for (let entry = 1; entry <= this.#size; entry++) {
      let slot = this.#word(entry, 1) & last;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & last;
      this.#slots[slot] = entry;
    }
  }
}
