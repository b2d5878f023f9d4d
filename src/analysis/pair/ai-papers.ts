/** Joint papers on single topics, which sources publish by pair. */
import { samePair } from "../verdict/index.js";
import { requireOneEdition } from "./editions.js";

/** Joint papers of two economies, in the alphabetical order of their codes; null where the source prints none. */
export interface PairCount {
  readonly edition: string;
  readonly a: string;
  readonly b: string;
  readonly works: number | null;
}

/** The place of a pair among all pairs of a table. */
interface PlaceOfPair {
  readonly works: number;
  /** 1 for the greatest; equal counts share the better place. */
  readonly place: number;
  /** Pairs with a printed number. */
  readonly printed: number;
}

/** Where a pair stands among the pairs of one edition, the greatest count first; null where it has no printed number. */
export function placeOfPair(rows: readonly PairCount[], pair: readonly [string, string]): PlaceOfPair | null {
  requireOneEdition(rows, "placeOfPair");
  const counts = rows.flatMap(({ works }) => works ?? []);
  const works = rows.find(({ a, b }) => samePair([a, b], pair))?.works ?? null;
  if (works === null) return null;
  return { works, place: 1 + counts.filter((count) => count > works).length, printed: counts.length };
}
