/** Things of two sides, brought together. */
export interface Pairing<T> {
  readonly pairs: readonly { readonly was: T; readonly is: T }[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** What a thing is recognised by on either side; undefined where it has no such mark. */
export interface Mark<T> {
  readonly was: (item: T) => string | undefined;
  readonly is: (item: T) => string | undefined;
}

/**
 * Pairs by the first mark, what is left by the second, and so on. Of several things with one mark the first goes with
 * the first. Linear, and the same from either side.
 */
export function pairByMarks<T>(was: readonly T[], is: readonly T[], marks: readonly Mark<T>[]): Pairing<T> {
  const pairs: { was: T; is: T }[] = [];
  let [removed, added] = [was, is];
  for (const mark of marks) {
    if (removed.length === 0 || added.length === 0) break;
    const waiting = new Map<string, T[]>();
    for (const item of added) {
      const key = mark.is(item);
      if (key === undefined) continue;
      const queue = waiting.get(key);
      if (queue === undefined) waiting.set(key, [item]);
      else queue.push(item);
    }
    for (const queue of waiting.values()) queue.reverse();
    const taken = new Set<T>();
    removed = removed.filter((item) => {
      const key = mark.was(item);
      const partner = key === undefined ? undefined : waiting.get(key)?.pop();
      if (partner === undefined) return true;
      pairs.push({ was: item, is: partner });
      taken.add(partner);
      return false;
    });
    added = added.filter((item) => !taken.has(item));
  }
  return { pairs, removed, added };
}

/** The same mark on both sides. */
export function byMark<T>(mark: (item: T) => string | undefined): Mark<T> {
  return { was: mark, is: mark };
}

/** Pairs what is alike enough, the most alike first; of equally alike ones those that stand at the same place. */
export function pairByLikeness<T>(
  was: readonly T[],
  is: readonly T[],
  likeness: (was: T, is: T) => number,
  { least, most = 40_000 }: { readonly least: number; readonly most?: number },
): Pairing<T> {
  // Beyond this many candidates only things at the same place are held against each other.
  const all = was.length * is.length <= most;
  const candidates = was.flatMap((before, row) =>
    (all ? [...is.keys()] : row < is.length ? [row] : []).flatMap((column) => {
      const after = is[column];
      const score = after === undefined ? 0 : likeness(before, after);
      return score >= least ? [{ row, column, score }] : [];
    }),
  );
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      Math.abs(a.row - a.column) - Math.abs(b.row - b.column) ||
      a.row + a.column - b.row - b.column,
  );
  const rows = new Set<number>();
  const columns = new Set<number>();
  const pairs: { was: T; is: T }[] = [];
  for (const { row, column } of candidates) {
    const [before, after] = [was[row], is[column]];
    if (rows.has(row) || columns.has(column) || before === undefined || after === undefined) continue;
    rows.add(row);
    columns.add(column);
    pairs.push({ was: before, is: after });
  }
  return {
    pairs,
    removed: was.filter((_, row) => !rows.has(row)),
    added: is.filter((_, column) => !columns.has(column)),
  };
}

/** Two pairings of parts of the same things, one after the other. */
export function thenPair<T>(
  first: Pairing<T>,
  next: (was: readonly T[], is: readonly T[]) => Pairing<T>,
): Pairing<T> {
  if (first.removed.length === 0 || first.added.length === 0) return first;
  const second = next(first.removed, first.added);
  return { ...second, pairs: [...first.pairs, ...second.pairs] };
}
