import { createHash } from "node:crypto";
import { UnusedNames } from "../../lib/unused-names.js";

/** What nbformat 4.5 allows as the id of a cell. */
export const isCellId = (id: string): boolean => /^[a-zA-Z0-9_-]{1,64}$/.test(id);

/**
 * Ids for cells that have none, made from what they hold, so that a cell keeps its id when others come and go; cells
 * that hold the same are counted.
 */
export class CellIds {
  readonly #names: UnusedNames;

  constructor(given: Iterable<string>) {
    this.#names = new UnusedNames(given);
  }

  make(type: string, source: string): string {
    return this.#names.take(createHash("sha256").update(`${type}\0${source}`).digest("hex").slice(0, 8));
  }
}
