/** A record's own property under an untrusted name: `record[name]` would also find inherited properties. */
export function own<Value>(record: { readonly [name: string]: Value }, name: string): Value | undefined {
  // eslint-disable-next-line local/lookups -- checked first
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
