/** What a record itself has under a name from outside: `record[name]` would find what every object inherits, too. */
export function own<Value>(record: { readonly [name: string]: Value }, name: string): Value | undefined {
  // eslint-disable-next-line local/lookups -- it is asked first
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
