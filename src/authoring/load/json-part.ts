/** Values from a hand-written JSON file: each is valid or reported with its position. */

export type Loose = Readonly<Record<string, unknown>>;

/** A part of the file: its description in messages, and the names and indices that lead to it. */
export class Part {
  readonly words: string;
  readonly path: readonly (string | number)[];

  constructor(words: string, path: readonly (string | number)[]) {
    this.words = words;
    this.path = path;
  }

  /** @param words description in messages, after the name of the whole */
  at(step: string | number, words = `: ${step}`): Part {
    return new Part(`${this.words}${words}`, [...this.path, step]);
  }

  /** Reports a fault of one step, in words that follow the name of this part. */
  failAt(step: string | number, message: string): never {
    return fail(this.at(step), `${this.words}: ${message}`);
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

export const fail = (part: Part, message: string): never => {
  throw new Fault(message, part);
};

export function object(given: unknown, part: Part): Loose {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Loose;
  return fail(part, `${part.words} must be an object`);
}

export function optionalObject(given: unknown, part: Part): Loose {
  return given === undefined ? {} : object(given, part);
}

export function objects(given: unknown, part: Part): readonly Loose[] {
  if (!Array.isArray(given)) return fail(part, `${part.words} must be an array`);
  return given.map((item, index) => object(item, part.at(index, `[${String(index)}]`)));
}

export function text(given: unknown, part: Part): string {
  return typeof given === "string" && given !== "" ? given : fail(part, `${part.words} must be a string`);
}

export function textsOf<Name extends string>(given: Loose, ...wanted: Name[]): Partial<Record<Name, string>> {
  return Object.fromEntries(
    wanted.flatMap((name) => (typeof given[name] === "string" ? [[name, given[name]]] : [])),
  ) as Partial<Record<Name, string>>;
}

export function names(given: unknown, part: Part): readonly string[] {
  if (given === undefined) return [];
  const list = typeof given === "string" ? [given] : given;
  if (Array.isArray(list) && list.every((item) => typeof item === "string")) return list;
  return fail(part, `${part.words} must be a string or an array of strings`);
}
