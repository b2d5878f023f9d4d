/** The difference of two JSON values that are mostly equal, as places and new values; smaller than the second value. */

import { own } from "./own.js";

type Json = unknown;
/** A place, as keys and indexes from the root, and what is there instead; without a value, the key is removed. */
export type JsonPatch = readonly (readonly [place: readonly (string | number)[], value?: Json])[];

export function jsonPatch(before: Json, after: Json): JsonPatch {
  const found: [readonly (string | number)[], Json?][] = [];
  compare(before, after, [], found);
  return found;
}

function compare(
  before: Json,
  after: Json,
  place: readonly (string | number)[],
  found: [readonly (string | number)[], Json?][],
): void {
  if (Object.is(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [index, item] of before.entries()) compare(item, after[index], [...place, index], found);
    return;
  }
  if (!isObject(before) || !isObject(after)) {
    found.push([place, after]);
    return;
  }
  for (const [name, item] of Object.entries(after))
    if (Object.hasOwn(before, name)) compare(own(before, name), item, [...place, name], found);
    else found.push([[...place, name], item]);
  for (const name of Object.keys(before)) if (!Object.hasOwn(after, name)) found.push([[...place, name]]);
}

/** A copy of the value with the patch applied; what does not differ is shared. */
export function patched(value: Json, patch: JsonPatch): Json {
  return patch.reduce<Json>((result, [place, ...rest]) => withPatch(result, place, rest), value);
}

function withPatch(
  value: Json,
  [first, ...others]: readonly (string | number)[],
  replacement: readonly Json[],
): Json {
  if (first === undefined) return replacement[0];
  if (Array.isArray(value))
    return value.map((item: Json, index) => (index === first ? withPatch(item, others, replacement) : item));
  const fields = isObject(value) ? value : {};
  const name = String(first);
  if (others.length === 0 && replacement.length === 0)
    return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
  const changed = withPatch(own(fields, name), others, replacement);
  const entries = Object.entries(fields).map(([key, item]) => [key, key === name ? changed : item] as const);
  return Object.fromEntries(Object.hasOwn(fields, name) ? entries : [...entries, [name, changed] as const]);
}

const isObject = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
