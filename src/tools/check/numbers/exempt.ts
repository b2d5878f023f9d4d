import { exemptionPattern } from "../../../engine/project/exemption.js";
import type { Range } from "../../../engine/notebook/markdown/syntax.js";

/** A list of texts and /patterns/ whose numbers a project types by hand on purpose; it remembers which it needed. */
export class Exemptions {
  readonly #entries: readonly { readonly given: string; readonly pattern: RegExp }[];
  readonly #used = new Set<string>();

  /** Entries are valid: the configuration has been read. */
  constructor(entries: readonly string[]) {
    this.#entries = entries.flatMap((given) => {
      const pattern = exemptionPattern(given);
      return pattern === undefined ? [] : [{ given, pattern }];
    });
  }

  /** Those of the numbers that no entry covers; an entry may hold more words than the number. */
  remaining(source: string, numbers: readonly Range[]): readonly Range[] {
    if (numbers.length === 0) return [];
    const covered = this.#entries.flatMap(({ given, pattern }) =>
      [...source.matchAll(pattern)].map(({ 0: text, index }) => ({
        given,
        start: index,
        end: index + text.length,
      })),
    );
    return numbers.filter(({ start, end }) => {
      const by = covered.filter((each) => each.start <= start && end <= each.end);
      for (const { given } of by) this.#used.add(given);
      return by.length === 0;
    });
  }

  /** Entries that covered no number. */
  unused(): readonly string[] {
    return this.#entries.map(({ given }) => given).filter((given) => !this.#used.has(given));
  }
}
