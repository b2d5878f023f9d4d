/** Where an increasing function reaches a level, by bisection; an end of the range if it does so outside. */
export function solveIncreasing(f: (x: number) => number, level: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200 && high - low > 1e-12 * (1 + Math.abs(low)); step++) {
    const middle = (low + high) / 2;
    if (f(middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
