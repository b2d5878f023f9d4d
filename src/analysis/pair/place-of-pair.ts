/** Joint papers of two economies, in the alphabetical order of their codes; null where the source prints none. */
export interface PairCount {
  readonly a: string;
  readonly b: string;
  readonly works: number | null;
}

/** The place of a pair among all pairs of a table. */
export interface PlaceOfPair {
  readonly works: number;
  /** 1 for the greatest; equal counts share the better place. */
  readonly place: number;
  /** Pairs with a printed number. */
  readonly printed: number;
  /** Pairs whose number the source does not print. */
  readonly missing: number;
}

/** Where a pair stands among the pairs of a table, the greatest count first; null where it has no printed number. */
export function placeOfPair(
  rows: readonly PairCount[],
  [x, y]: readonly [string, string],
): PlaceOfPair | null {
  const counts = rows.flatMap(({ works }) => works ?? []);
  const own = rows.find(({ a, b }) => (a === x && b === y) || (a === y && b === x))?.works ?? null;
  if (own === null) return null;
  return {
    works: own,
    place: 1 + counts.filter((count) => count > own).length,
    printed: counts.length,
    missing: rows.length - counts.length,
  };
}
