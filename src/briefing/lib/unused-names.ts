/** Generates unused names: the one requested, else with the first free number appended. */
export class UnusedNames {
  readonly #taken: Set<string>;
  readonly #separator: string;
  /** The next number to try for a name: always counting from 2 would take quadratic time for equal names. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = [], separator = "-") {
    this.#taken = new Set(taken);
    this.#separator = separator;
  }

  take(name: string): string {
    let given = name;
    let count = this.#next.get(name) ?? 2;
    for (; this.#taken.has(given); count += 1) given = name + this.#separator + String(count);
    this.#next.set(name, count);
    this.#taken.add(given);
    return given;
  }
}
