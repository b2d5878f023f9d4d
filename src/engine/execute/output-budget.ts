import type { Json, JsonObject } from "../client/contract.js";

/**
 * What the outputs of one notebook may come to, in characters: more than any tool opens, and a quarter of the longest
 * text that Node can hold. Without an end, a loop that prints would take the memory of all notebooks at work.
 */
export const mostOutput = 128_000_000;
/** An output costs memory beside its text. */
const overhead = 100;

/** Counts what the cells of one notebook have put out and not cleared. */
export class OutputBudget {
  #left = mostOutput;

  /** What keeping the content of a message takes; undefined where there is no room for it. */
  take(content: JsonObject): number | undefined {
    const size = overhead + sizeOf(content);
    if (size > this.#left) return undefined;
    this.#left -= size;
    return size;
  }

  giveBack(size: number): void {
    this.#left += size;
  }
}

function sizeOf(value: Json | undefined): number {
  if (typeof value === "string") return value.length;
  if (typeof value !== "object" || value === null) return 1;
  let size = 0;
  for (const each of Object.values(value)) size += sizeOf(each);
  return size;
}
