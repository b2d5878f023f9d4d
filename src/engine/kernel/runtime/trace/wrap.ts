/** How a function of Node's own modules is replaced so that nobody sees the difference. */
export type Fn = (this: unknown, ...args: unknown[]) => unknown;

/** Keeps name, length and the symbols `util.promisify` looks for. */
function disguise(wrapper: Fn, original: Fn): Fn {
  return Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
}

export function wrap(target: object, name: string, make: (original: Fn) => Fn): void {
  const functions = target as Record<string, unknown>;
  const original = functions[name];
  if (typeof original === "function") functions[name] = disguise(make(original as Fn), original as Fn);
}

/** `told` hears the arguments of every call before it is made. */
export function overhear(
  target: object,
  names: readonly string[],
  told: (args: readonly unknown[]) => void,
): void {
  for (const name of names)
    wrap(
      target,
      name,
      (original) =>
        function (this: unknown, ...args) {
          told(args);
          return original.apply(this, args);
        },
    );
}
