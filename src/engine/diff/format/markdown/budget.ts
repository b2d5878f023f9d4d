import { kindOf } from "../../kinds/index.js";
import type { Entry } from "../outline.js";

/** What is written of a change, and what where there is no room for that. */
export interface Item {
  readonly entry: Entry;
  readonly full: string;
  readonly short: string;
}

export interface Chosen {
  /** What is written of each item that has room. */
  readonly texts: ReadonlyMap<Item, string>;
  readonly leftOut: readonly Item[];
  /** Items of which only the head has room. */
  readonly shortened: number;
}

/** Share of the room that whole items may take; the rest is for heads. */
const shareOfWhole = 0.8;
/** Share of the room that rows of a table, which are many, may take where other changes need the rest. */
const shareOfRows = 0.6;

/** As many items as there is room for, greatest effect first: whole, then their heads, then none. */
export function choose(items: readonly Item[], room: number): Chosen {
  const isRow = ({ entry }: Item) => kindOf(entry.change).form === "row";
  const others = items.filter((item) => !isRow(item));
  const rows = chooseAmong(items.filter(isRow), Math.max(shareOfRows * room, room - sizeOf(others)));
  const rest = chooseAmong(others, room - rows.used);
  return {
    texts: new Map([...rows.texts, ...rest.texts]),
    leftOut: [...rows.leftOut, ...rest.leftOut],
    shortened: rows.shortened + rest.shortened,
  };
}

function chooseAmong(items: readonly Item[], room: number): Chosen & { readonly used: number } {
  const texts = new Map<Item, string>();
  const leftOut: Item[] = [];
  let [used, shortened] = [0, 0];
  const roomForWhole = sizeOf(items) <= room ? room : shareOfWhole * room;
  for (const item of items) {
    const { full, short } = item;
    const isShort = full === short;
    const fits = (text: string, most: number) => leftOut.length === 0 && used + bytes(text) <= most;
    if (shortened === 0 && fits(full, isShort ? room : roomForWhole)) {
      texts.set(item, full);
      used += bytes(full);
    } else if (fits(short, room)) {
      texts.set(item, short);
      used += bytes(short);
      if (!isShort) shortened += 1;
    } else leftOut.push(item);
  }
  return { texts, leftOut, shortened, used };
}

const sizeOf = (items: readonly Item[]): number => items.reduce((sum, { full }) => sum + bytes(full), 0);

/** With the blank line that follows it. */
export function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8") + 2;
}
