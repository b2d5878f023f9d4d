/** How deep what others wrote may be nested: far beyond what anybody means, far below what a stack holds. */
export const mostLevels = 500;

/** Whether arrays and objects lie in one another more deeply than that, or in themselves. */
export function isTooDeep(value: unknown): boolean {
  let level: ReadonlySet<object> = objectsIn([value]);
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= mostLevels) return true;
    const next = new Set<object>();
    for (const each of level) for (const inner of objectsIn(Object.values(each))) next.add(inner);
    level = next;
  }
  return false;
}

const objectsIn = (values: readonly unknown[]): ReadonlySet<object> =>
  new Set(values.filter((value) => typeof value === "object" && value !== null));
