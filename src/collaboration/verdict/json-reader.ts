/** Readers of a rule's file. Errors name the path of a value: `verdicts[1].conditions[0].id: expected a text`. */
import { AnalysisError } from "briefing/analysis";

export type Reader<T> = (value: unknown, path: string) => T;

export function fail(value: unknown, path: string, problem: string): never {
  const got = JSON.stringify(value) as string | undefined;
  throw new AnalysisError(
    `verdict rule: ${path === "" ? "the file" : path}: ${problem}, got ${got?.slice(0, 60) ?? "nothing"}`,
  );
}

export const text: Reader<string> = (value, path) =>
  typeof value === "string" && value.trim() !== "" ? value : fail(value, path, "expected a text");

export const number: Reader<number> = (value, path) =>
  typeof value === "number" && Number.isFinite(value) ? value : fail(value, path, "expected a number");

export const oneOf =
  <T extends string>(...values: readonly T[]): Reader<T> =>
  (value, path) =>
    values.find((one) => one === value) ??
    fail(value, path, `expected one of ${values.map((one) => `"${one}"`).join(", ")}`);

/** A list that is not empty. */
export const list =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) && value.length > 0
      ? value.map((one, index) => item(one, `${path}[${index}]`))
      : fail(value, path, "expected a list that is not empty");

/** An object with exactly these keys, in their order: a misspelt one would silently be ignored. */
export const object =
  <T extends object>(readers: { readonly [Key in keyof T]: Reader<T[Key]> }): Reader<Readonly<T>> =>
  (value, path) => {
    const given = new Map(Object.entries(anyObject(value, path)));
    const keys = Object.keys(readers) as (keyof T & string)[];
    const place = (key: string) => (path === "" ? key : `${path}.${key}`);
    for (const key of keys)
      if (!given.has(key)) throw new AnalysisError(`verdict rule: ${place(key)} is missing`);
    for (const key of given.keys())
      if (!Object.hasOwn(readers, key)) fail(value, path, `does not know "${key}", only ${keys.join(", ")}`);
    return Object.fromEntries(keys.map((key) => [key, readers[key](given.get(key), place(key))])) as T;
  };

/** An object of texts with exactly these keys. */
export const texts = <Key extends string>(keys: readonly Key[]): Reader<Readonly<Record<Key, string>>> =>
  object(Object.fromEntries(keys.map((key) => [key, text])) as Record<Key, Reader<string>>);

/** An object of texts with any keys. */
export const anyTexts: Reader<Readonly<Record<string, string>>> = (value, path) =>
  texts(Object.keys(anyObject(value, path)))(value, path);

export const anyObject: Reader<object> = (value, path) =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? value
    : fail(value, path, "expected an object");

/** A value that must also meet a condition. */
export const checked =
  <T>(read: Reader<T>, holds: (value: T) => boolean, problem: string): Reader<T> =>
  (value, path) => {
    const found = read(value, path);
    return holds(found) ? found : fail(value, path, problem);
  };
