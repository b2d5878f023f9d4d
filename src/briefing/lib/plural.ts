/** `1 file`, `2 files`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The first items of a list, and one that stands for the others, given their number. */
export function limited<T>(items: readonly T[], most: number, rest: (left: number) => T): readonly T[] {
  const left = items.length - most;
  return left > 0 ? [...items.slice(0, most), rest(left)] : items;
}

/** `a, b and 2 more`: the first of many names. */
export function listed(names: readonly string[], most = 5): string {
  const left = names.length - most;
  return names.slice(0, most).join(", ") + (left > 0 ? ` and ${left} more` : "");
}
