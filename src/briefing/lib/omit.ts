/** A copy without some of its fields. */
export function omit<T extends object, K extends keyof T>(record: T, ...fields: readonly K[]): Omit<T, K> {
  const left = new Set<PropertyKey>(fields);
  return Object.fromEntries(Object.entries(record).filter(([key]) => !left.has(key))) as Omit<T, K>;
}
