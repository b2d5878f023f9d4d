/**
 * Keys seen so far and the line of each, two numbers a key instead of its text: many millions fit. Two keys are taken
 * for one about once in 10¹⁹ pairs.
 */
export class SeenKeys {
  readonly #lines = new Map<number, number>();

  /** The line on which the key stood first, if it was there before. */
  add(key: string, line: number): number | undefined {
    const { place, check } = hash(key);
    const known = this.#lines.get(place);
    if (known === undefined) this.#lines.set(place, line * checks + check);
    return known === undefined || known % checks !== check ? undefined : Math.floor(known / checks);
  }

  has(key: string): boolean {
    const { place, check } = hash(key);
    const known = this.#lines.get(place);
    return known !== undefined && known % checks === check;
  }
}

const checks = 1 << 11;

/** Two multiplicative 32-bit hashes side by side: 53 bits, what a number holds exactly, and the 11 that are left. */
function hash(text: string): { readonly place: number; readonly check: number } {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return { place: (high & 0x1fffff) * 0x100000000 + (low >>> 0), check: high >>> 21 };
}
