/** Gives names that are not taken yet: the one asked for, else with the first number behind it that is free. */
export class UnusedNames {
  readonly #taken: Set<string>;
  /** The number to try next for a name: counted from 2 each time, equal names would take the square of their count. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  take(name: string): string {
    let given = name;
    let count = this.#next.get(name) ?? 2;
    for (; this.#taken.has(given); count += 1) given = `${name}-${count}`;
    this.#next.set(name, count);
    this.#taken.add(given);
    return given;
  }
}
