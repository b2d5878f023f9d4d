/** The least value of a function of one variable: the best of a grid, then golden section between its neighbours. */
export function minimise(
  f: (x: number) => number,
  from: number,
  to: number,
  steps = 200,
): { readonly x: number; readonly value: number } {
  const width = (to - from) / steps;
  let best = { x: from, value: Infinity };
  for (let step = 0; step <= steps; step++) {
    const x = from + step * width;
    const value = f(x);
    if (value < best.value) best = { x, value };
  }
  let [low, high] = [Math.max(from, best.x - width), Math.min(to, best.x + width)];
  const ratio = (Math.sqrt(5) - 1) / 2;
  while (high - low > 1e-10 * (1 + Math.abs(best.x))) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (f(a) <= f(b)) high = b;
    else low = a;
  }
  const x = (low + high) / 2;
  const value = f(x);
  return value <= best.value ? { x, value } : best;
}

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
