/** Maximum depth of untrusted data: far more than anyone needs, far less than the call stack holds. */
export const mostLevels = 500;

/** Whether arrays and objects are nested more deeply than that, or contain themselves. */
export function isTooDeep(value: unknown): boolean {
  let level: ReadonlySet<object> = new Set(isObject(value) ? [value] : []);
  for (let depth = 0; level.size > 0; depth += 1) {
    if (depth >= mostLevels) return true;
    const next = new Set<object>();
    for (const each of level)
      for (const inner of Object.values(each) as readonly unknown[]) if (isObject(inner)) next.add(inner);
    level = next;
  }
  return false;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
