/**
 * Of paired things, those that moved: all but a longest run that kept its order. `was` and `is` are places on either
 * side; `label` names the pair the same from either side, so that both directions call the same things moved.
 */
export function movedPairs<T extends { readonly was: number; readonly is: number; readonly label: string }>(
  pairs: readonly T[],
): ReadonlySet<T> {
  const forward = [...pairs].sort((a, b) => a.was - b.was);
  const isInOrder = forward.every((pair, index) => index === 0 || pair.is > (forward[index - 1]?.is ?? -1));
  if (isInOrder) return new Set();
  const backward = [...pairs].sort((a, b) => a.is - b.is);
  const flips = signature(forward) > signature(backward);
  const ordered = flips ? backward : forward;
  const kept = longestIncreasing(ordered.map((pair) => (flips ? pair.was : pair.is)));
  return new Set(ordered.filter((_, index) => !kept.has(index)));
}

function signature(pairs: readonly { readonly label: string }[]): string {
  return pairs.map(({ label }) => label).join("\0");
}

/** Indices of a longest increasing subsequence of distinct numbers. */
function longestIncreasing(numbers: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, number] of numbers.entries()) {
    let [low, high] = [0, ends.length];
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
