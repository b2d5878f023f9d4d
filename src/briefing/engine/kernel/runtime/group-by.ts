/** `Object.groupBy` and `Map.groupBy` of ECMAScript 2024 for Node.js 20, which lacks them: for cells and all modules. */

type Selector = (item: unknown, index: number) => unknown;

function requireSelector(items: unknown, selector: unknown): asserts selector is Selector {
  if (items === null || items === undefined) throw new TypeError(`${String(items)} is not iterable`);
  if (typeof selector !== "function") throw new TypeError(`${String(selector)} is not a function`);
}

function grouped<Key>(
  items: Iterable<unknown>,
  selector: unknown,
  keyOf: (key: unknown) => Key,
): Map<Key, unknown[]> {
  requireSelector(items, selector);
  const groups = new Map<Key, unknown[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(selector(item, index++));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** As an object's property does: it calls `toString` once. */
const propertyKey = (key: unknown): string | symbol =>
  Reflect.ownKeys({ [key as string]: undefined })[0] ?? "";

const objectMethods = {
  groupBy(items: Iterable<unknown>, selector: unknown): object {
    const groups = Object.create(null) as object;
    for (const [key, group] of grouped(items, selector, propertyKey))
      Object.defineProperty(groups, key, {
        value: group,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    return groups;
  },
};

const mapMethods = {
  // A map takes −0 for 0 by itself.
  groupBy(items: Iterable<unknown>, selector: unknown): Map<unknown, unknown[]> {
    return grouped(items, selector, (key) => key);
  },
};

/** Where Node.js has them, nothing changes. */
export function provideGroupBy(targets: { readonly object: object; readonly map: object }): void {
  const add = (target: object, { groupBy }: { readonly groupBy: unknown }) => {
    if ("groupBy" in target) return;
    Object.defineProperty(target, "groupBy", { value: groupBy, writable: true, configurable: true });
  };
  add(targets.object, objectMethods);
  add(targets.map, mapMethods);
}
