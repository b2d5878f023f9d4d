import type { Range } from "../../../engine/notebook/markdown/syntax.js";
import { isName } from "./names.js";

/** Where the words are a quantity; elsewhere they are `the first half of 2020`, `a third source`, `twice a year`. */
const patterns = [
  "(?<!(?:first|second|latter|former|other|last|earlier|later|upper|lower|top|bottom|one|and a) )half (?:of|the|as|its|their|all)",
  "(?:more|less|fewer) than half",
  "by half",
  "twice (?:as|the)",
  "(?:a|one)[ -]third (?:of|as|more|less|fewer|larger|smaller|higher|lower|above|below)",
  "by (?:a|one) third",
  "two[ -]thirds",
];
const quantityWords = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${patterns.join("|").replaceAll(" ", "\\s")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** Halves, doubles and thirds in English words, the ones that slip into a sentence most easily. */
function findNumberWords(prose: string): readonly Range[] {
  return [...prose.matchAll(quantityWords)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
}

/** A run of characters a number or a name may be made of, from a digit on or around one. */
const word = /[\p{L}\p{N}_$€£¥+−±~≈<>≤≥'’%‰°.,:/–—&-]*\d[\p{L}\p{N}_%‰°.,:/–—&'’\u00A0\u202F-]*/gu;
/** Signs and currencies in front of a quantity. */
const sign = /^[+−±~≈<>≤≥–—-]*(?:\p{Lu}{1,3})?[$€£¥]?[−-]?/u;

/**
 * Quantities in prose: `62,432`, `24 %`, and in English also `half of`, `twice as`, `a third of`. Years, dates and names
 * with digits do not count. In `prose`, everything but words has been blanked out.
 */
export function findNumbers(prose: string, language: string): readonly Range[] {
  const digits = /\d/.test(prose) ? [...prose.matchAll(word)].flatMap((match) => quantity(prose, match)) : [];
  const words = language.startsWith("en") ? findNumberWords(prose) : [];
  const apart = words.filter(
    (range) => !digits.some((each) => each.start < range.end && range.start < each.end),
  );
  return [...digits, ...apart].sort((a, b) => a.start - b.start);
}

function quantity(prose: string, match: RegExpExecArray): readonly Range[] {
  const [whole] = match;
  // A name is read from its first letter on; of punctuation at the end nothing is.
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

/** What a person reads there, on one line and inside the text it is a part of. */
export function excerpt(source: string, { start, end }: Range, text: Range): string {
  const from = Math.max(text.start, start - 30);
  const to = Math.min(text.end, end + 30);
  const around = source.slice(from, to).replace(/\s+/g, " ").trim();
  return `${from > text.start ? "…" : ""}${around}${to < text.end ? "…" : ""}`;
}
