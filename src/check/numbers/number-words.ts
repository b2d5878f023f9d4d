import type { Range } from "../masks.js";

const units = "one|two|three|four|five|six|seven|eight|nine";
const teens = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen";
const tens = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
const small = `(?:(?:${tens})(?:[ -](?:${units}))?|${teens}|${units})`;
const scale = "hundred|thousand|million|billion|trillion";
const parts = "third|quarter|fifth|sixth|seventh|eighth|ninth|tenth";
const comparison = "of|as|more|less|fewer|larger|smaller|higher|lower|above|below";

/**
 * Number words that can only be a quantity. Small words standing alone are left: `two sources`, `one of them`; so is
 * every word that may be a part of a name or an ordinal (`the third source`, `a quarter later`).
 */
const patterns = [
  // twelve percent, two points, three times as many
  `${small}(?:[ -](?:${scale}))?[ -](?:per ?cent|percentage points?|points?|times (?:as|more|less|higher|lower|larger|smaller|the)|fold)`,
  `(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)fold`,
  `twice (?:as|the)`,
  // five hundred, two million
  `${small}[ -](?:${scale})(?:[ -](?:${scale}))?`,
  // two thirds, a quarter of, half of
  `(?:two|three|four|five|six|seven|eight|nine)[ -](?:${parts})s`,
  `(?:a|one)[ -](?:${parts}) (?:${comparison})`,
  `(?<!(?:first|second|latter|former|other|last|earlier|later|upper|lower|top|bottom|one|and a) )half (?:of|the|as|its|their|all)`,
  `(?:more|less|fewer) than half`,
  `by (?:a|one) (?:${parts})`,
  `by half`,
  // one in five
  `(?:${units}) (?:in|out of) (?:every )?(?:two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)(?! (?:years|decades|months|days|steps|ways|sources|cases))`,
  // thirty authors, but not the twenties
  `(?:thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|(?:${tens})(?:-(?:${units}))?)(?= \\p{Ll})`,
] as const;

const quantity = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${patterns.join("|").replaceAll(" ", "\\s")})(?![\\p{L}\\p{N}])`,
  "gu",
);
/** A sentence's first word has a capital; other capitals are of names. */
const opening = /(?<=(?:^|[.!?:][)"”’]?\s+|\n\s*\n|^[#>*\s-]*))\p{Lu}(?=\p{Ll})/gmu;

/** Quantities in English words. */
export function findNumberWords(prose: string): readonly Range[] {
  const lower = prose.replace(opening, (letter) => letter.toLowerCase());
  return [...lower.matchAll(quantity)].map(({ 0: text, index }) => ({
    start: index,
    end: index + text.length,
  }));
}
