import { guardFaults, guardsIn } from "../../engine/notebook/inline.js";
import { isWithin, type Range } from "../../engine/notebook/markdown/syntax.js";
import type { Found, ProjectContent } from "./contract.js";
import { findInTexts, type TextFile } from "./texts.js";
import { exemptionPattern } from "../../engine/project/configuration.js";

type NumberSettings = Pick<ProjectContent, "exempt" | "configuration" | "language">;

/** Hand-typed numbers that should be computed values, and entries of the list that exempt nothing. */
export function checkNumbers(files: readonly TextFile[], settings: NumberSettings): readonly Found[] {
  const exemptions = exemptionsOf(settings.exempt);
  const typed = files.flatMap((file) => typedNumbers(file, exemptions, settings));
  const unused = exemptions
    .filter(({ isUsed }) => !isUsed)
    .map(({ given }): Found => ({
      severity: "note",
      path: settings.configuration,
      message: `checks.numbers.exempt: ${JSON.stringify(given)} exempts no number`,
      hint: "An entry contains the number it exempts: `first 100 authors`. Correct it or remove it from the list.",
    }));
  return [...typed, ...unused];
}

function typedNumbers(
  file: TextFile,
  exemptions: readonly Exemption[],
  { configuration, language }: NumberSettings,
): readonly Found[] {
  return findInTexts(file, (text) => {
    const { cell, source, start, prose } = text;
    const owner = file.notebook.cells[cell.index];
    // Numbers of a condition that could not be read are no words; the malformed guard itself is reported.
    if (owner !== undefined && guardFaults(owner).length > 0) return [];
    // Every build checks the conditions of guards.
    const checked = owner === undefined ? [] : guardsIn(owner).filter(({ holds }) => holds !== undefined);
    const found = findNumbers(prose, language)
      .map((range) => ({ start: start + range.start, end: start + range.end }))
      .filter((range) => !checked.some(({ content }) => isWithin(range, content)));
    return uncovered(source, found, exemptions).map((range) => {
      const number = source.slice(range.start, range.end).replace(/\s+/g, " ");
      return {
        at: range.start - start,
        message: `${JSON.stringify(number)} is typed by hand: ${excerpt(source, range, text)}`,
        hint: `Let the notebook compute it: \`{ts} fmt.count(x)\` in Markdown, \${fmt.count(x)} in text\`…\`. List numbers that no value can supply under checks.numbers.exempt in ${configuration}.`,
      };
    });
  });
}

/** The numbers that no entry of checks.numbers.exempt covers. */
export function withoutExempt(
  numbers: readonly Range[],
  source: string,
  exempt: readonly string[],
): readonly Range[] {
  return uncovered(source, numbers, exemptionsOf(exempt));
}

/** Every entry has a pattern, because the configuration has been parsed. */
const exemptionsOf = (exempt: readonly string[]): readonly Exemption[] =>
  exempt.map((given) => ({ given, pattern: exemptionPattern(given) ?? /(?!)/g, isUsed: false }));

/** A text or /pattern/ whose numbers a project types by hand on purpose. */
interface Exemption {
  readonly given: string;
  readonly pattern: RegExp;
  isUsed: boolean;
}

/** The numbers that no entry covers; an entry may contain more words than the number. Marks the entries that do. */
function uncovered(
  source: string,
  numbers: readonly Range[],
  exemptions: readonly Exemption[],
): readonly Range[] {
  if (numbers.length === 0) return [];
  const covered = exemptions.flatMap((entry) =>
    [...source.matchAll(entry.pattern)].map(({ 0: text, index: start }) => ({
      entry,
      start,
      end: start + text.length,
    })),
  );
  return numbers.filter((number) => {
    const by = covered.filter((each) => isWithin(number, each));
    for (const { entry } of by) entry.isUsed = true;
    return by.length === 0;
  });
}

/** English words that are a quantity, unlike `the first half of 2020`, `a third source`, `twice a year`. */
const patterns = [
  "(?<!(?:first|second|latter|former|other|last|earlier|later|upper|lower|top|bottom|one|and a) )half (?:of|the|as|its|their|all)",
  "(?:more|less|fewer) than half",
  "by half",
  "twice (?:as|the)",
  "(?:a|one)[ -]third (?:of|as|more|less|fewer|larger|smaller|higher|lower|above|below)",
  "by (?:a|one) third",
  "two[ -]thirds",
  // “Two” is mostly the two countries, or the two of a comparison that the sentence names.
  "(?<!(?:chapter|part|step|phase|section|column|row) )" +
    "(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|" +
    "(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|" +
    "(?:a|one|two|several) (?:dozen|hundred|thousand|million|billion))(?!-)",
];
const quantityWords = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${patterns.join("|").replaceAll(" ", "\\s")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** A run of characters that a number or a name may consist of, from a digit on or around one. */
const word = /[\p{L}\p{N}_$€£¥+−±~≈<>≤≥'’%‰°.,:/–—&-]*\d[\p{L}\p{N}_%‰°.,:/–—&'’\u00A0\u202F-]*/gu;
/** Signs and currencies in front of a quantity. */
const sign = /^[+−±~≈<>≤≥–—-]*(?:\p{Lu}{1,3})?[$€£¥]?[−-]?/u;

/**
 * Quantities in prose: `62,432`, `24 %`, and in English also `half of`, `twice as`, `eight fields`. Years, dates and
 * names with digits do not count, and neither do “one” and “two”. In `prose`, everything but words has been blanked out.
 */
export function findNumbers(prose: string, language: string): readonly Range[] {
  const digits = /\d/.test(prose) ? [...prose.matchAll(word)].flatMap((match) => quantity(prose, match)) : [];
  const words = (language.startsWith("en") ? [...prose.matchAll(quantityWords)] : []).map(
    ({ 0: text, index }) => ({ start: index, end: index + text.length }),
  );
  const apart = words.filter(
    (range) => !digits.some((each) => each.start < range.end && range.start < each.end),
  );
  return [...digits, ...apart].sort((a, b) => a.start - b.start);
}

function quantity(prose: string, match: RegExpExecArray): readonly Range[] {
  const [whole] = match;
  // A name is read from its first letter, and without trailing punctuation.
  const trimmed = whole.replace(/[.,:;/–—'’&<>\u00A0\u202F-]+$/u, "");
  const opening = /^[.,:/&'’]+/.exec(trimmed)?.[0] ?? "";
  const start = match.index + opening.length;
  const text = trimmed.slice(opening.length);
  const prefix = sign.exec(text)?.[0] ?? "";
  const body = text.slice(prefix.length);
  const end = start + text.length;
  const isMoney = /[$€£¥]/.test(prefix);
  if (!isMoney && /^[\p{L}_]/u.test(text)) return [];
  if (!/^\d/.test(body)) return [];
  const range = { start: start + (isMoney ? 0 : prefix.length), end };
  if (isMoney) return [range];
  return isName(body, prose.slice(Math.max(0, range.start - 60), range.start), prose.slice(end, end + 40))
    ? []
    : [range];
}

/** The text there as a reader sees it, on one line with its surroundings. */
function excerpt(source: string, { start, end }: Range, text: Range): string {
  const from = Math.max(text.start, start - 30);
  const to = Math.min(text.end, end + 30);
  const around = source.slice(from, to).replace(/\s+/g, " ").trim();
  return `${from > text.start ? "…" : ""}${around}${to < text.end ? "…" : ""}`;
}

// Text with digits that is not a quantity: years, dates, names, references to parts of a text.

const months =
  "January|February|March|April|May|June|July|August|September|October|November|December|" +
  "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec";

/** Words that make the following number a name: `Figure 3`, `Proclamation 10043`, `p. 12`, `ISO 8601`. */
const designator = new RegExp(
  "(?:^|[^\\p{L}])(?:" +
    "(?:[Ff]igures?|[Ff]igs?|[Tt]ables?|[Tt]ab|[Ss]ections?|[Ss]ecs?|[Cc]hapters?|[Cc]h|[Aa]ppendix|[Pp]arts?|" +
    "[Pp]ages?|[Pp]p?\\.|[Nn]otes?|[Nn]n?\\.|[Ff]ootnotes?|[Ll]ines?|[Cc]olumns?|[Cc]ols?|[Rr]ows?|[Ee]quations?|[Ee]qs?|" +
    "[Pp]aragraphs?|[Pp]aras?|[Ss]teps?|[Pp]hases?|[Cc]ells?|" +
    "[Vv]ersions?|[Ee]ditions?|[Rr]elease|[Rr]evision|[Vv]olumes?|[Vv]ols?|[Ii]ssues?|[Nn]umber|Nos?|nos?\\.|[Nn]r\\.?|" +
    "Articles?|[Aa]rts?|Acts?|Bill|Title|Rules?|Orders?|Law|Proclamation|Resolution|Directive|Regulation|Decree|" +
    "Annex|Amendment|Chapter|Protocol|Division|Category|Group|Type|Level|Tier|Class|Wave|Round|Series|" +
    "H\\.R\\.|S\\.|P\\.L\\.|ISO|RFC|DIN|IEC|IEEE|ECMA|EN)\\.?[\\s\\uFFFC]|§+\\s?|#)$",
  "u",
);
/** After the first of several: `Figures 2 and 3`, `pp. 3, 7`. */
const listed = /(\d[\d.–-]*(?:,\s*|\s+(?:and|or|to)\s+|\s*[–-]\s*))+$/;

const monthBefore = new RegExp(`(?:^|[^\\p{L}])(?:${months})\\.?\\s$`, "u");
const monthAfter = new RegExp(
  `^(?:\\s|\\s*[–-]\\s*\\d{1,2}\\s|\\s(?:and|to|or)\\s\\d{1,2}\\s)(?:of\\s)?(?:${months})(?!\\p{L})`,
  "u",
);
const acronymBefore = /(?:^|[^\p{L}])\p{Lu}{2,}\s$/u;

const year = "(?:19|20)\\d\\d";
const years = new RegExp(
  `^(?:${year})(?:[–—/-](?:${year}|\\d\\d))?s?$|^\\d0s$|^${year}-(?!\\d)[\\p{L}-]+$`,
  "u",
);
const date = /^\d{4}-\d{2}(?:-\d{2})?$|^\d{1,2}[./]\d{1,2}[./](?:\d\d){1,2}$|^\d{1,2}:\d{2}(?::\d{2})?$/;
const version = /^\d+(?:\.\d+){2,}$/;
const ordinal = /^\d+(?:st|nd|rd|th)$/;
/** `5G`, `3D`: a digit and a capital. */
const model = /^\d{1,2}(?:[DG]|[A-Z]{2,}|[A-Z]\d+)$/;

/** Whether a word with digits is a name, by itself or because of its context. */
function isName(word: string, before: string, after: string): boolean {
  if (date.test(word) || version.test(word) || model.test(word)) return true;
  if (years.test(word))
    return !/^\s?(?:%|per\s?cent\b|percent\b|points\b|times\b)/.test(after) && !/[$€£¥]$/.test(before);
  if (ordinal.test(word)) return isNamedOrdinal(before, after);
  if (/^\d{1,2}(?:[–-]\d{1,2})?$/.test(word) && (monthBefore.test(before) || monthAfter.test(after)))
    return true;
  if (/^\d+-\d+$/.test(word) && acronymBefore.test(before)) return true;
  if (isEnumerator(word, before, after)) return true;
  return /^\d+(?:[.–-]\d+)*\p{Ll}?$/u.test(word) && designator.test(before.replace(listed, ""));
}

/** `118th Congress`, `21st century`, `the 27th of May`. */
function isNamedOrdinal(before: string, after: string): boolean {
  return (
    /^\s(?:\p{Lu}|century|centuries|parallel)/u.test(after) ||
    monthAfter.test(after) ||
    monthBefore.test(before)
  );
}

/** `(1)`, `[2]`, and `1)` at the beginning of a line. */
function isEnumerator(word: string, before: string, after: string): boolean {
  if (!/^\d{1,2}$/.test(word)) return false;
  if (before.endsWith("(") && after.startsWith(")")) return !/^\)\s*(?:%|per\s?cent)/.test(after);
  return before.endsWith("[") && after.startsWith("]");
}
