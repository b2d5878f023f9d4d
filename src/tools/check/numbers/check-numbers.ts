import type { Cell } from "../../../engine/notebook/contract.js";
import { guardsIn } from "../../../engine/notebook/inline.js";
import { isWithin, type Range } from "../../../engine/notebook/markdown/syntax.js";
import type { Found, ProjectContent } from "../contract.js";
import { findInTexts, type TextFile } from "../texts.js";
import { excerpt, findNumbers } from "./find-numbers.js";
import { exemptionPattern } from "../../../engine/project/configuration.js";

type NumberSettings = Pick<ProjectContent, "exempt" | "configuration" | "language">;

/** Hand-typed numbers that should be computed values, and entries of the list that exempt nothing. */
export function checkNumbers(files: readonly TextFile[], settings: NumberSettings): readonly Found[] {
  const exemptions = new Exemptions(settings.exempt);
  const typed = files.flatMap((file) => typedNumbers(file, exemptions, settings));
  const unused = exemptions.unused().map((entry): Found => ({
    severity: "note",
    path: settings.configuration,
    message: `checks.numbers.exempt: ${JSON.stringify(entry)} exempts no number`,
    hint: "An entry contains the number it exempts: `first 100 authors`. Correct it or remove it from the list.",
  }));
  return [...typed, ...unused];
}

function typedNumbers(
  file: TextFile,
  exemptions: Exemptions,
  { configuration, language }: NumberSettings,
): readonly Found[] {
  return findInTexts(file, (text) => {
    const { cell, source, start, prose } = text;
    const checked = guardedTexts(file.notebook.cells[cell.index]);
    const found = findNumbers(prose, language)
      .map((range) => ({ start: start + range.start, end: start + range.end }))
      .filter((range) => !checked.some((content) => isWithin(range, content)));
    return exemptions.remaining(source, found).map((range) => {
      const number = source.slice(range.start, range.end).replace(/\s+/g, " ");
      return {
        at: range.start - start,
        message: `${JSON.stringify(number)} is typed by hand: ${excerpt(source, range, text)}`,
        hint: `Let the notebook compute it: \`{ts} fmt.count(x)\` in Markdown, \${fmt.count(x)} in text\`…\`. List numbers that no value can supply under checks.numbers.exempt in ${configuration}.`,
      };
    });
  });
}

/** Texts and /patterns/ whose numbers a project types by hand on purpose; records which entries were needed. */
class Exemptions {
  readonly #entries: readonly { readonly given: string; readonly pattern: RegExp }[];
  readonly #used = new Set<string>();

  /** Entries are valid, because the configuration has been parsed. */
  constructor(entries: readonly string[]) {
    this.#entries = entries.flatMap((given) => {
      const pattern = exemptionPattern(given);
      return pattern === undefined ? [] : [{ given, pattern }];
    });
  }

  /** The numbers that no entry covers; an entry may contain more words than the number. */
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

/** Every build checks their conditions. */
const guardedTexts = (cell: Cell | undefined) =>
  cell === undefined
    ? []
    : guardsIn(cell).flatMap(({ holds, content }) => (holds === undefined ? [] : [content]));
