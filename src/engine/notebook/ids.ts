import { createHash } from "node:crypto";

/** What nbformat 4.5 allows as the id of a cell. */
export const isCellId = (id: string): boolean => /^[a-zA-Z0-9_-]{1,64}$/.test(id);

/**
 * Ids for cells that have none, made from what they hold, so that a cell keeps its id when others come and go; cells
 * that hold the same are counted.
 */
export class CellIds {
  readonly #taken: Set<string>;
  /** What the next cell of the same content is tried with: else 8,000 empty cells would be counted 8,000 times. */
  readonly #next = new Map<string, number>();

  constructor(given: Iterable<string>) {
    this.#taken = new Set(given);
  }

  make(type: string, source: string): string {
    const base = createHash("sha256").update(`${type}\0${source}`).digest("hex").slice(0, 8);
    let id = base;
    let count = this.#next.get(base) ?? 2;
    for (; this.#taken.has(id); count += 1) id = `${base}-${count}`;
    this.#next.set(base, count);
    this.#taken.add(id);
    return id;
  }
}
