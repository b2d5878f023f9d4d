type Key = string | number;

/** A place in a value, and what stands there in the other one; nothing where that has none. */
export type Difference = readonly [path: readonly Key[]] | readonly [path: readonly Key[], value: unknown];

/** What to set, and what to leave out, to make one JSON value of another; lists of other lengths are set whole. */
export function differences(from: object, to: object): readonly Difference[] {
  const found: Difference[] = [];
  const compare = (was: unknown, is: unknown, path: readonly Key[]) => {
    if (Array.isArray(was) && Array.isArray(is) && was.length === is.length) {
      was.forEach((item, index) => {
        compare(item, is[index], [...path, index]);
      });
    } else if (isRecord(was) && isRecord(is)) {
      for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
        if (is[key] === undefined) {
          if (was[key] !== undefined) found.push([[...path, key]]);
        } else compare(was[key], is[key], [...path, key]);
      }
    } else if (JSON.stringify(was) !== JSON.stringify(is)) found.push([path, is]);
  };
  compare(from, to, []);
  return found;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  // No path leads into a prototype.
  return !Object.hasOwn(value, "__proto__");
}
