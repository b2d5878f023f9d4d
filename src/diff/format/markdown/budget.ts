import type { Item } from "./item.js";

export interface Chosen {
  /** What is written of each item that has room. */
  readonly texts: ReadonlyMap<Item, string>;
  readonly leftOut: readonly Item[];
  /** Items of which only the head has room. */
  readonly shortened: number;
}

/** Share of the room that whole items may take; the rest is for heads. */
const whole = 0.8;

/** As many items as there is room for, greatest effect first: whole, then their heads, then none. */
export function choose(items: readonly Item[], room: number): Chosen {
  const texts = new Map<Item, string>();
  let used = 0;
  let shortened = 0;
  const leftOut: Item[] = [];
  for (const item of items) {
    const isFirst = used === 0;
    const full = bytes(item.full);
    const short = bytes(item.short);
    const isWhole = item.full === item.short;
    if (leftOut.length === 0 && used + full <= room * (isWhole || isFirst ? 1 : whole)) {
      texts.set(item, item.full);
      used += full;
    } else if (leftOut.length === 0 && used + short <= room) {
      texts.set(item, item.short);
      used += short;
      shortened += 1;
    } else leftOut.push(item);
  }
  return { texts, leftOut, shortened };
}

/** With the blank line that follows it. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8") + 2;
}
