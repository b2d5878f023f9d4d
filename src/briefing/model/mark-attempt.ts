/**
 * Marks of what needs no guard, correct or not: `[…]{.definition}` is true by agreement, `[…]{.quotation}` is what
 * somebody else said.
 */
import { editDistance } from "../lib/nearest.js";

const markNames = ["definition", "quotation"] as const;
export type MarkName = (typeof markNames)[number];

const synonyms: ReadonlyMap<string, MarkName> = new Map([
  ["def", "definition"],
  ["define", "definition"],
  ["defined", "definition"],
  ["quote", "quotation"],
  ["quoted", "quotation"],
  ["citation", "quotation"],
]);

/** The mark that a word names or misspells. */
export function meantMark(name: string): MarkName | undefined {
  const word = name.toLowerCase();
  return synonyms.get(word) ?? markNames.find((each) => editDistance(word, each) <= 2);
}

const braced = /^\{\s*(?:(\.)\s*|class\s*=\s*["'“”]?\.?)?([\p{L}-]+)/u;

/** Whether braces, from `{` to before `}`, are meant as a mark; those behind a bracket may lack the dot. */
export function isMarkMeant(
  braces: string,
  { place }: { readonly place: "after bracket" | "alone" },
): boolean {
  const [whole = "", , word = ""] = braced.exec(braces) ?? [];
  if (meantMark(word) === undefined) return false;
  const hasClass = /[.=]/.test(whole);
  // Words in braces after a bracket are no Markdown of any tool, unless more follows.
  return hasClass || (place === "after bracket" && braces.slice(whole.length).trim() === "");
}

/** The mark in the comment at the end of code, which marks the text after it: `caption: /* definition *\/ "…"`. */
export const markBefore = (before: string): MarkName | undefined =>
  markNames.find((name) => name === /\/\*\s*(\w+)\s*\*\/\s*$/.exec(before.slice(-80))?.[1]);
