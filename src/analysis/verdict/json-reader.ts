import { AnalysisError } from "../indicators/errors.js";
import { own } from "../../lib/own.js";

/** A value in the rule's file and its path, for errors such as `verdicts[1].conditions[0].id: expected a text`. */
export class JsonReader {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path = "") {
    this.value = value;
    this.path = path;
  }

  get(key: string): JsonReader {
    const path = this.path === "" ? key : `${this.path}.${key}`;
    const object = this.#object();
    if (!Object.hasOwn(object, key)) throw new AnalysisError(`verdict rule: ${path} is missing`);
    return new JsonReader(own(object, key), path);
  }

  /** Rejects unknown keys, because a misspelt one would silently be ignored. */
  only(...keys: readonly string[]): this {
    for (const key of Object.keys(this.#object()))
      if (!keys.includes(key)) this.fail(`does not know "${key}", only ${keys.join(", ")}`);
    return this;
  }

  /** An object of texts with exactly these keys or, without a list of keys, any keys. */
  texts<Key extends string>(...keys: readonly Key[]): Readonly<Record<Key, string>> {
    const all = keys.length === 0 ? (Object.keys(this.#object()) as Key[]) : keys;
    const known = this.only(...all);
    return Object.fromEntries(all.map((key) => [key, known.get(key).text()])) as Record<Key, string>;
  }

  /** Numbers of an object, by these keys. */
  numbers<Key extends string>(...keys: readonly Key[]): Readonly<Record<Key, number>> {
    return Object.fromEntries(keys.map((key) => [key, this.get(key).number()])) as Record<Key, number>;
  }

  /** Numbers of an object with exactly these keys. */
  onlyNumbers<Key extends string>(...keys: readonly Key[]): Readonly<Record<Key, number>> {
    return this.only(...keys).numbers(...keys);
  }

  list<T>(read: (item: JsonReader) => T): readonly T[] {
    if (!Array.isArray(this.value) || this.value.length === 0)
      return this.fail("expected a list that is not empty");
    return this.value.map((item, index) => read(new JsonReader(item, `${this.path}[${index}]`)));
  }

  text(): string {
    return typeof this.value === "string" && this.value.trim() !== ""
      ? this.value
      : this.fail("expected a text");
  }

  number(): number {
    return typeof this.value === "number" && Number.isFinite(this.value)
      ? this.value
      : this.fail("expected a number");
  }

  oneOf<T extends string>(...values: readonly T[]): T {
    const found = values.find((value) => value === this.value);
    return found ?? this.fail(`expected one of ${values.map((value) => `"${value}"`).join(", ")}`);
  }

  fail(problem: string): never {
    const got = JSON.stringify(this.value) as string | undefined;
    throw new AnalysisError(
      `verdict rule: ${this.path === "" ? "the file" : this.path}: ${problem}, got ${got?.slice(0, 60) ?? "nothing"}`,
    );
  }

  #object(): Readonly<Record<string, unknown>> {
    return typeof this.value === "object" && this.value !== null && !Array.isArray(this.value)
      ? (this.value as Record<string, unknown>)
      : this.fail("expected an object");
  }
}
