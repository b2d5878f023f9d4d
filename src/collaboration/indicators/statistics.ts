/**
 * The correctly rounded sum (Shewchuk 1997), independent of order: rows come in any order, and a briefing must not
 * depend on it.
 */
export function sum(values: ArrayLike<number>): number {
  // Two numbers represent most sums exactly: the rounded sum and its rounding error.
  let high = 0;
  let low = 0;
  let partials: number[] | undefined;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    if (partials !== undefined) {
      grow(partials, value);
      continue;
    }
    const total = high + value;
    // Sums of whole numbers, such as counts, have no rounding error.
    if (low === 0 && Number.isSafeInteger(value) && Number.isSafeInteger(total)) {
      high = total;
      continue;
    }
    const lost = roundedOff(high, value, total);
    const rest = low + lost;
    if (roundedOff(low, lost, rest) === 0) {
      high = total;
      low = rest;
    } else {
      partials = [];
      for (const part of [low, high, value]) if (part !== 0) grow(partials, part);
    }
  }
  return partials === undefined ? high + low : rounded(partials);
}

/** The rounding error of the sum of two numbers; exact, or NaN if the sum is not finite. */
function roundedOff(a: number, b: number, total: number): number {
  const ofB = total - a;
  return a - (total - ofB) + (b - ofB);
}

/** Adds a number to partials that hold a sum exactly. */
function grow(partials: number[], value: number): void {
  let x = value;
  let kept = 0;
  for (const partial of partials) {
    const total = x + partial;
    const low = roundedOff(x, partial, total);
    if (low !== 0) partials[kept++] = low;
    x = total;
  }
  partials.length = kept;
  partials.push(x);
}

/** Non-overlapping partials, increasing in size, rounded to the nearest double; ties to even. */
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
    // In half-way cases, the partials below the last bit decide the direction.
    const twice = low * 2;
    const moved = high + twice;
    if (moved - high === twice) return moved;
  }
  return high;
}

/** Geometric mean; null if there are no values, or if one is missing, zero or negative. */
export function geometricMean(values: readonly (number | null)[]): number | null {
  let total = 0;
  for (const value of values) total += value === null || !(value > 0) ? NaN : Math.log(value);
  const mean = total / values.length;
  return Number.isFinite(mean) ? Math.exp(mean) : null;
}

/** The median; for an even number of values, the midpoint of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(position)] ?? NaN;
  const high = sorted[Math.ceil(position)] ?? NaN;
  return low + (position - Math.floor(position)) * (high - low);
}
