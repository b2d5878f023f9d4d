import { own } from "../../lib/own.js";

export type Loose = Readonly<Record<string, unknown>>;

/** A value of a hand-written JSON file: it is valid or reported with its position. */
export class Part {
  readonly value: unknown;
  /** Description in messages. */
  readonly words: string;
  /** The names and indices that lead to it. */
  readonly path: readonly (string | number)[];

  constructor(value: unknown, words: string, path: readonly (string | number)[] = []) {
    this.value = value;
    this.words = words;
    this.path = path;
  }

  called(words: string): Part {
    return new Part(this.value, words, this.path);
  }

  /**
   * A field or an item; its value is undefined if it is missing.
   *
   * @param words description in messages, after that of the whole
   */
  at(step: string | number, words = `: ${step}`): Part {
    const value = own((this.value ?? {}) as Loose, String(step));
    return new Part(value, `${this.words}${words}`, [...this.path, step]);
  }

  fail(message: string): never {
    throw new Fault(message, this);
  }

  /** Reports a fault of one step, in words that follow the name of this part. */
  failAt(step: string | number, message: string): never {
    return this.at(step).fail(`${this.words}: ${message}`);
  }

  object(): this {
    const { value } = this;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return this;
    return this.fail(`${this.words} must be an object`);
  }

  objects(): readonly Part[] {
    if (!Array.isArray(this.value)) return this.fail(`${this.words} must be an array`);
    return this.value.map((_, index) => this.at(index, `[${index}]`).object());
  }

  text(): string {
    const { value } = this;
    return typeof value === "string" && value !== "" ? value : this.fail(`${this.words} must be a string`);
  }

  /** Those of its fields that are texts. */
  texts<Name extends string>(...wanted: Name[]): Partial<Record<Name, string>> {
    const found = wanted.map((name) => [name, this.at(name).value] as const);
    return Object.fromEntries(found.filter(([, value]) => typeof value === "string")) as Partial<
      Record<Name, string>
    >;
  }

  names(): readonly string[] {
    const { value = [] } = this;
    const list: unknown = typeof value === "string" ? [value] : value;
    if (Array.isArray(list) && list.every((item) => typeof item === "string")) return list;
    return this.fail(`${this.words} must be a string or an array of strings`);
  }
}

/** Its path becomes line and column if the file's text is known. */
export class Fault extends Error {
  readonly part: Part;

  constructor(message: string, part: Part) {
    super(message);
    this.part = part;
  }
}
