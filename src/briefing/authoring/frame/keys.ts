/**
 * Numbers for the keys of rows. danfojs joins the parts of a key with "-" or "_" and does not tell 1 from "1", so that
 * different keys become one; it groups and joins by these numbers instead.
 */
import { isMissing } from "./cells.js";

export class KeyNumbers {
  readonly #numbers = new Map<string, number>();

  /** Equal keys have the same number, in the order in which they first appear. */
  of(key: readonly unknown[]): number {
    const text = key.map(partOf).join(",");
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }
}

function partOf(cell: unknown): string {
  if (isMissing(cell)) return "null";
  return typeof cell === "number" ? String(cell) : JSON.stringify(cell);
}
