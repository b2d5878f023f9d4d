/** Ids of works, so that a work that several pages repeat is counted once. */
import * as z from "zod";

/** A single set of V8 holds 16.7 million values at most. */
const shards = 64;

const itemSchema = z.object({ id: z.string() });

export class DistinctIds {
  readonly #sets: readonly Set<number>[] = Array.from({ length: shards }, () => new Set<number>());
  #unknown = 0;

  get size(): number {
    return this.#sets.reduce((sum, set) => sum + set.size, this.#unknown);
  }

  /** The number of different works among these that are not in the set yet. Each item without an id is one. */
  countNew(items: readonly unknown[]): number {
    const numbers = items.map(numberOf);
    const found = new Set(
      numbers.filter((number) => number !== undefined && !this.#setOf(number).has(number)),
    );
    return found.size + numbers.filter((number) => number === undefined).length;
  }

  addAll(items: readonly unknown[]): void {
    for (const item of items) {
      const number = numberOf(item);
      if (number === undefined) this.#unknown += 1;
      else this.#setOf(number).add(number);
    }
  }

  #setOf(number: number): Set<number> {
    const set = this.#sets[number % shards];
    if (set === undefined) throw new Error(`no set for the id ${number}`);
    return set;
  }
}

/** 2741809807 of https://openalex.org/W2741809807. */
function numberOf(item: unknown): number | undefined {
  const work = itemSchema.safeParse(item);
  const digits = work.success ? /\/W(\d+)$/.exec(work.data.id)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}
