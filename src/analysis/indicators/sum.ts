/**
 * The sum of numbers, correctly rounded (Shewchuk 1997), so that it does not depend on their order: rows come in any
 * order, and a briefing must not change with it.
 */
export function sum(values: Iterable<number>): number {
  const partials: number[] = [];
  for (const value of values) {
    let x = value;
    let kept = 0;
    for (const partial of partials) {
      const [large, small] = Math.abs(x) < Math.abs(partial) ? [partial, x] : [x, partial];
      const high = large + small;
      const low = small - (high - large);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return rounded(partials);
}

/** Non-overlapping partials, increasing in size, to the nearest double; ties to even. */
function rounded(partials: readonly number[]): number {
  let index = partials.length - 1;
  let high = partials[index] ?? 0;
  let low = 0;
  while (low === 0 && index > 0) {
    const next = partials[--index] ?? 0;
    const total = high + next;
    low = next - (total - high);
    high = total;
  }
  const below = partials[index - 1] ?? 0;
  if (low !== 0 && Math.sign(low) === Math.sign(below)) {
    // Half-way cases: what lies below the last bit decides the direction.
    const twice = low * 2;
    const moved = high + twice;
    if (moved - high === twice) return moved;
  }
  return high;
}
