/** Splits English prose into sentences; code, values and markup are blanked in it. */
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { filler } from "./prose-mask.js";

/** A point after these ends no sentence. */
const abbreviations: ReadonlySet<string> = new Set(
  "e.g i.e cf vs fig figs tab no nos p pp ca approx dr mr mrs ms prof st al vol vols ed eds ch sec eq eqs incl resp est jr sr".split(
    " ",
  ),
);
const end = new RegExp(
  `[.!?…]+["'”’»)\\]*_${filler}]*(?:\\s+(?=["'“‘«(\\[*_]*[\\p{Lu}\\p{N}${filler}])|\\s*$)`,
  "gu",
);

/** The ranges of the sentences in a text, without blanks around them. */
export function sentencesIn(prose: string): readonly Range[] {
  const found: Range[] = [];
  let start = 0;
  for (const match of prose.matchAll(end)) {
    const before = prose.slice(start, match.index);
    if (match[0].startsWith(".") && isAbbreviated(before)) continue;
    const next = match.index + match[0].length;
    found.push({ start, end: next });
    start = next;
  }
  found.push({ start, end: prose.length });
  return found.map((range) => trimmed(range, prose)).filter((range) => range.start < range.end);
}

function isAbbreviated(before: string): boolean {
  const word = /[\p{L}.]+$/u.exec(before)?.[0] ?? "";
  // `J. Smith`, `U.S. data`.
  return abbreviations.has(word.toLowerCase()) || /^\p{Lu}(?:\.\p{Lu})*$/u.test(word);
}

function trimmed({ start, end: last }: Range, prose: string): Range {
  const text = prose.slice(start, last);
  const blanks = /^\s*/.exec(text)?.[0].length ?? 0;
  return { start: start + blanks, end: start + Math.max(blanks, text.trimEnd().length) };
}
