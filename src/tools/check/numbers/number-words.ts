import type { Range } from "../../../engine/notebook/markdown/syntax.js";

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
const quantity = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${patterns.join("|").replaceAll(" ", "\\s")})(?![\\p{L}\\p{N}])`,
  "giu",
);

/** Halves, doubles and thirds in English words, the ones that slip into a sentence most easily. */
export function findNumberWords(prose: string): readonly Range[] {
  return [...prose.matchAll(quantity)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
}
