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

/** The joint papers of a pair in one edition; null where it has no printed number. */
export function papersOfPair(rows: readonly PairCount[], pair: readonly [string, string]): number | null {
  requireOneEdition(rows, "papersOfPair");
  return rows.find(({ a, b }) => samePair([a, b], pair))?.works ?? null;
}
