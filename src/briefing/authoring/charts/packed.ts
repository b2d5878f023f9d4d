/**
 * Levels of dots of one size along a line, so that none overlaps another: 0 on the line, then 1, −1, 2, … as near to it
 * as there is room, from the least to the greatest.
 */
export function packed(places: readonly number[], size: number): readonly number[] {
  const levels = new Array<number>(places.length).fill(0);
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
  /** End of the last dot on each level. */
  const ends = new Map<number, number>();
  for (const index of order) {
    const place = places[index] ?? 0;
    const level = nearestFree(ends, place);
    levels[index] = level;
    ends.set(level, place + size);
  }
  return levels;
}

function nearestFree(ends: ReadonlyMap<number, number>, place: number): number {
  for (let distance = 0; ; distance += 1)
    for (const level of distance === 0 ? [0] : [-distance, distance])
      if ((ends.get(level) ?? -Infinity) <= place) return level;
}
