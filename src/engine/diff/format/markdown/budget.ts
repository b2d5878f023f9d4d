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

/** What values may take where other changes need the rest. */
const ofValues = 0.6;

/**
 * As many items as there is room for, greatest effect first: whole, then their heads, then none. Values, which are many,
 * leave room for the other kinds.
 */
export function choose(items: readonly Item[], room: number): Chosen {
  const values = items.filter(({ change }) => change.kind === "value");
  const others = items.filter(({ change }) => change.kind !== "value");
  const wanted = others.reduce((sum, { full }) => sum + bytes(full), 0);
  const one = chooseAmong(values, Math.max(ofValues * room, room - wanted));
  const two = chooseAmong(others, room - one.used);
  return {
    texts: new Map([...one.texts, ...two.texts]),
    leftOut: [...one.leftOut, ...two.leftOut],
    shortened: one.shortened + two.shortened,
  };
}

function chooseAmong(items: readonly Item[], room: number): Chosen & { readonly used: number } {
  const texts = new Map<Item, string>();
  const leftOut: Item[] = [];
  let used = 0;
  let shortened = 0;
  const wanted = items.reduce((sum, { full }) => sum + bytes(full), 0);
  const forWhole = wanted <= room ? room : whole * room;
  for (const item of items) {
    const [full, short] = [bytes(item.full), bytes(item.short)];
    const isSlim = item.full === item.short;
    if (leftOut.length === 0 && shortened === 0 && used + full <= (isSlim ? room : forWhole)) {
      texts.set(item, item.full);
      used += full;
    } else if (leftOut.length === 0 && used + short <= room) {
      texts.set(item, item.short);
      used += short;
      shortened += isSlim ? 0 : 1;
    } else leftOut.push(item);
  }
  return { texts, leftOut, shortened, used };
}

/** With the blank line that follows it. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8") + 2;
}
