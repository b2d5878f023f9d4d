/**
 * Keys seen so far, eight bytes each instead of the text: a million keys fit. A key may be reported as seen that was
 * not (about once in 10¹⁵ pairs), never the other way round; who reports it looks again.
 */
export class KeySet {
  readonly #hashes = new Set<number>();

  /** True if the key, or one with the same hash, was there before. */
  add(key: string): boolean {
    const before = this.#hashes.size;
    this.#hashes.add(hash53(key));
    return this.#hashes.size === before;
  }

  has(key: string): boolean {
    return this.#hashes.has(hash53(key));
  }
}

/** Two multiplicative 32-bit hashes side by side, 53 bits in all: what a number holds exactly. */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (high & 0x1fffff) * 0x100000000 + (low >>> 0);
}
