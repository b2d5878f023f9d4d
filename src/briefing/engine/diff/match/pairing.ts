import { memoized } from "../../../lib/once.js";
import type { SideName, Sides } from "../briefing.js";
import type { Status } from "../shapes.js";

/** Matching items of two sides. */
export interface Pairing<T> {
  readonly pairs: readonly { readonly before: T; readonly after: T }[];
  readonly removed: readonly T[];
  readonly added: readonly T[];
}

/** An item of both sides, or of one side if it was added or removed. */
export interface States<T> {
  readonly status: Status;
  readonly before?: T | undefined;
  readonly after?: T | undefined;
  /** The later state, or the earlier one if the item was removed, and its side. */
  readonly later: T;
  readonly side: SideName;
}

export function statesOf<T>({ pairs, removed, added }: Pairing<T>): readonly States<T>[] {
  return [
    ...pairs.map((pair): States<T> => ({ ...pair, status: "changed", later: pair.after, side: "after" })),
    ...removed.map((later): States<T> => ({ status: "removed", before: later, later, side: "before" })),
    ...added.map((later): States<T> => ({ status: "added", after: later, later, side: "after" })),
  ];
}

/** What identifies an item of a side; undefined if it has no such mark. */
export type Mark<T> = (item: T, side: SideName) => string | undefined;

/**
 * Pairs by the first mark, the remainder by the second, and so on. Items with equal marks are paired in order. Linear.
 */
export function pairByMarks<T>(sides: Sides<readonly T[]>, marks: readonly Mark<T>[]): Pairing<T> {
  const pairs: { before: T; after: T }[] = [];
  let { before: removed, after: added } = sides;
  for (const mark of marks) {
    if (removed.length === 0 || added.length === 0) break;
    const waiting = groupBy(added.toReversed(), (item) => mark(item, "after"));
    const taken = new Set<T>();
    removed = removed.filter((item) => {
      const key = mark(item, "before");
      const partner = key === undefined ? undefined : waiting.get(key)?.pop();
      if (partner === undefined) return true;
      pairs.push({ before: item, after: partner });
      taken.add(partner);
      return false;
    });
    added = added.filter((item) => !taken.has(item));
  }
  return { pairs, removed, added };
}

/** Items by their keys, in order; those without a key are left out. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Minimum share of common words for two items to count as one edited item. */
const least = 0.4;
/** With more candidates than this, only items at the same place are compared. */
const mostCandidates = 40_000;

interface Candidate<T> {
  readonly row: number;
  readonly column: number;
  readonly score: number;
  readonly pair: { readonly before: T; readonly after: T };
}

/** Items that are similar enough, the most similar first; ties go to items at the same place. */
function alikePairs<T>({ before, after }: Sides<readonly T[]>, likeness: (before: T, after: T) => number) {
  const areFew = before.length * after.length <= mostCandidates;
  const candidates: Candidate<T>[] = [];
  for (const [row, earlier] of before.entries()) {
    const first = areFew ? 0 : row;
    const end = areFew ? after.length : Math.min(row + 1, after.length);
    for (let column = first; column < end; column += 1) {
      const later = after[column] as T;
      const score = likeness(earlier, later);
      if (score >= least) candidates.push({ row, column, score, pair: { before: earlier, after: later } });
    }
  }
  candidates.sort(
    (a, b) =>
      b.score - a.score ||
      Math.abs(a.row - a.column) - Math.abs(b.row - b.column) ||
      a.row + a.column - b.row - b.column,
  );
  const taken = new Set<T>();
  const pairs: { before: T; after: T }[] = [];
  for (const { pair } of candidates) {
    if (taken.has(pair.before) || taken.has(pair.after)) continue;
    taken.add(pair.before).add(pair.after);
    pairs.push(pair);
  }
  return pairs;
}

/** Pairs what a pairing left over by the likeness of texts, within groups if there are any. */
export function thenByLikeness<T>(
  { pairs, removed, added }: Pairing<T>,
  textOf: (item: T) => string,
  groupOf: (item: T) => string = () => "",
): Pairing<T> {
  const likeness = likenessOf(textOf);
  const candidates = groupBy(added, groupOf);
  const found = [...groupBy(removed, groupOf)].flatMap(([group, members]) =>
    alikePairs({ before: members, after: candidates.get(group) ?? [] }, likeness),
  );
  const taken = new Set(found.flatMap(({ before, after }) => [before, after]));
  const left = (items: readonly T[]) => items.filter((item) => !taken.has(item));
  return { pairs: [...pairs, ...found], removed: left(removed), added: left(added) };
}

/** The later states of paired items that moved: all except a longest run that kept its order. */
export function movedItems<T>(pairs: Pairing<T>["pairs"], indexOf: (item: T, side: SideName) => number) {
  const ordered = pairs.toSorted((a, b) => indexOf(a.before, "before") - indexOf(b.before, "before"));
  const kept = longestIncreasing(ordered.map(({ after }) => indexOf(after, "after")));
  return ordered.flatMap(({ after }, index) => (kept.has(index) ? [] : [after]));
}

/** Indices of a longest increasing subsequence of distinct numbers. */
function longestIncreasing(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, number] of numbers.entries()) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((numbers[ends[middle] ?? 0] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    previous[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const kept = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return kept;
}

/** The similarity of two texts: shared words divided by all words, counting repetitions; 0–1. */
function likenessOf<T>(textOf: (item: T) => string) {
  const wordsOf = memoized((item: T): readonly string[] => textOf(item).match(/[\p{L}\p{N}_]+/gu) ?? []);
  return (before: T, after: T): number => {
    const earlier = wordsOf(before);
    const later = wordsOf(after);
    if (earlier.length + later.length === 0) return 1;
    return sharedCount(earlier, later) / Math.max(earlier.length, later.length);
  };
}

/** How many words two texts have in common, counting repetitions. */
export function sharedCount(before: readonly string[], after: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of before) counts.set(word, (counts.get(word) ?? 0) + 1);
  const shared = after.filter((word) => {
    const left = counts.get(word) ?? 0;
    counts.set(word, left - 1);
    return left > 0;
  });
  return shared.length;
}
