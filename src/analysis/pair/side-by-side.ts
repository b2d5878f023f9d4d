/** A column of a table of several lists: a name, and a number for each key. */
export type Column = readonly [name: string, values: readonly (readonly [key: string, value: number])[]];

/**
 * Several lists as one table, a row for each key that all of them have: `{ partner: "US", in2003: 0.4, in2022: 0.2 }`.
 * The greatest value of the column `by` stands first, equal ones in the order of the first list.
 */
export function sideBySide(
  key: string,
  columns: readonly Column[],
  { by }: { readonly by: string },
): readonly Readonly<Record<string, string | number>>[] {
  const values = columns.map(([name, list]) => [name, new Map(list)] as const);
  const order = values.find(([name]) => name === by)?.[1];
  const keys = [...(values[0]?.[1].keys() ?? [])].filter((one) => values.every(([, list]) => list.has(one)));
  return keys
    .sort((a, b) => (order?.get(b) ?? 0) - (order?.get(a) ?? 0))
    .map((one) => ({
      [key]: one,
      ...Object.fromEntries(values.map(([name, list]) => [name, list.get(one) as number])),
    }));
}
