/**
 * What is meant as a guard, correct or not: the reader of Markdown and the texts of figures must agree on it, so that no
 * sentence is printed whose condition nobody read. Attributes of Pandoc, links, TeX and regular expressions are not.
 */
import { editDistance } from "../lib/nearest.js";
import { isMarkMeant } from "./mark-attempt.js";

/** Words that people write where a guard has `holds` or `when`. */
const synonyms: ReadonlySet<string> = new Set(
  "if iff unless while where is true guard guards guarded cond condition assert provided require requires needs".split(
    " ",
  ),
);

/** A misspelling of `holds` or `when`, or the word itself. */
export function meantWord(name: string): "holds" | "when" | undefined {
  const word = name.toLowerCase();
  if (word === "held" || editDistance(word, "holds") <= (word.startsWith("hol") ? 2 : 1)) return "holds";
  return editDistance(word, "when") <= 1 ? "when" : undefined;
}

/** Keys of attributes that other tools give to a text. */
const foreignKeys: ReadonlySet<string> = new Set(
  "lang dir style width height target rel title role class id alt href src name type color colour size align label download hreflang loading key".split(
    " ",
  ),
);

/** A word and what gives it a value: `holds=`, `"when":`, `hold (`, `holds “`. */
const assigned =
  /(?<![\p{L}\p{N}_-])["'“”‘’]?(\p{L}[\p{L}\p{N}_-]*)["'“”‘’]?(?:\s*[=＝:(]|\s*["'`“”„‘’‚«»])/gu;
const comparison = /[<>]|&&|\|\||[=!]==?[^=]|\?\./;
const inQuotes = /([=＝]\s*)(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/g;

/** Whether braces, from `{` to before `}`, give a condition to one of these words. */
function hasWord(braces: string, isWord: (name: string) => boolean): boolean {
  const outsideQuotes = braces.replace(inQuotes, "$1");
  return [...outsideQuotes.matchAll(assigned)].some(([, name = ""]) => isWord(name));
}

/** Attributes that stand alone, behind a block: `{holds=…}` or a misspelling of it. */
export const isGuardAlone = (braces: string): boolean =>
  isMarkMeant(braces, { place: "alone" }) ||
  /^\{\s*(?:#[^\s}]*\s+)?(?:holds|when)\s*(?:$|[=＝:"'“”„‘’`])|^\{\s*(?:#[^\s}]*\s+)?holds\b/.test(braces) ||
  (!/^\{\s*["']/.test(braces) &&
    hasWord(braces.replaceAll("(", " "), (name) => meantWord(name) !== undefined));

/** Attributes of a block between `:::` and `:::`, or something similar; Quarto and MyST write others there. */
export const isGuardOfContainer = (attributes: string): boolean =>
  isGuardAlone(attributes) ||
  /^[([<]?\s*(?:holds|when)\s*[=＝:]/.test(attributes) ||
  (attributes.startsWith("{") && comparison.test(attributes.replace(inQuotes, "$1")));

/**
 * Whether the text that follows a closing bracket is meant as the guard of the text in the brackets. `before` is what
 * precedes the opening bracket.
 */
export function isGuardMeant(bracketed: { before: string; text: string }, after: string): boolean {
  if (isNamedNearby(after)) return true;
  const [, blanks = "", braces = ""] = /^(\s*)(\{[^}]*)/.exec(after) ?? [];
  if (braces === "") return false;
  if (/^\{\s*(?:#[^\s}]*\s+)?(?:holds|when)\b/.test(braces)) return true;
  if (isMarkMeant(braces, { place: "after bracket" })) return true;
  if (hasWord(braces, (name) => meantWord(name) !== undefined)) return true;
  if (blanks !== "" || braces.includes("\n")) return false;
  if (hasWord(braces, (name) => synonyms.has(name.toLowerCase()))) return !isTeX(bracketed);
  return !isForeign(braces) && isSentence(bracketed) && !isTeX(bracketed);
}

/** A name and its value behind another kind of bracket, or behind none: `](holds="…")`, `] holds="…"`. */
function isNamedNearby(after: string): boolean {
  const [found, prefix = "", name = "", sign = "", next = ""] = nearby.exec(after) ?? [];
  if (found === undefined || meantWord(name) === undefined) return false;
  if (/[([{<（｛［]/.test(prefix)) return true;
  const isQuoted = openingQuote.test(next);
  return sign === ":" ? prefix === "" : isQuoted || /^(?:holds|hold|held|when)$/i.test(name);
}
const nearby =
  /^([\s([<{"'“”‘’„«｛（［]{0,6})(?:[#.][\w:.-]+\s+)?(\p{L}[\p{L}\p{N}_-]*)["'”’]?\s*([=＝]|:=?)\s*(\S?)/u;
const openingQuote = /^["'“”„‘’‚«»`]/;

/** `holds="…"` and misspellings of it, wherever they stand: the place of each in the text. */
export function conditionsIn(text: string): readonly number[] {
  return [...text.matchAll(named)].flatMap(({ index, 1: name = "", 2: sign, 3: value = "" }) => {
    const before = text.slice(Math.max(0, index - longestBlock), index);
    if (meantWord(name) === undefined || escaped.test(before)) return [];
    const isQuoted = openingQuote.test(value);
    const isCondition = comparison.test(value);
    // “This holds: a < b” is a sentence, also in parentheses. It is none with a square bracket before the word, or with
    // a brace that closes nothing on either side of it.
    const isMarked = /^[^{]*\}/.test(value) || looseBrace.test(unpaired(before)) || /[[［]\s*$/.test(before);
    const isMeant = sign !== ":" || isQuoted || isMarked;
    return isMeant && (isCondition || (isQuoted && sign !== ":")) ? [index] : [];
  });
}
/** How far back a brace may have been opened. */
const longestBlock = 1000;
const looseBrace = /^[^{]*\}[\s([]*$/;
const escaped = /\\[{[(]\s*(?:#\S+\s+)?$/;
const named = /(?<![\p{L}\p{N}_-])(\p{L}[\p{L}\p{N}_-]{2,6})\s*([=＝]|:=?)\s*([^\n]{0,80})/gu;

/** The block that a text ends in, without the braces in it that have a partner. */
const unpaired = (text: string): string =>
  text.slice(text.lastIndexOf("\n\n") + 1).replaceAll(/\{[^{}]*\}/g, "");

/** Attributes of Pandoc and its relatives, and repetitions in a regular expression. */
function isForeign(braces: string): boolean {
  const inside = braces.slice(1).trim();
  if (/^\d*(?:,\d*)?$/.test(inside) || !/[A-Za-z<>=!&|]/.test(inside)) return true;
  const pieces = inside.match(/[.#][\w:.-]+|[\w:-]+=(?:"[^"]*"|'[^']*'|[^\s"']*)|\S+/g) ?? [];
  return pieces.every((piece) => {
    if (/^[.#][\w:.-]+$/.test(piece)) return true;
    const [, key = "", value = ""] = /^([\w:-]+)=(.*)$/s.exec(piece) ?? [];
    return (foreignKeys.has(key) || /[-:]/.test(key)) && !comparison.test(value);
  });
}

/** Words, and not an index, a set of characters or the option of a command. */
const isSentence = ({ before, text }: { before: string; text: string }): boolean =>
  /\p{L}{2}/u.test(text) && !/^\S*\w-\w\S*$/.test(text) && !/[\w)\]]$/.test(before);

/** `\sqrt[n]{x}`, `\begin{tabular}[t]{ll}`, `\left[ a \right]{b}`. */
const isTeX = ({ before, text }: { before: string; text: string }): boolean =>
  /\\[A-Za-z]+\*?(?:\{[^{}]*\}|\[[^[\]]*\])*$/.test(before) || /\\[A-Za-z]/.test(text);

/** Whether a text that is not Markdown, such as the title of a figure, contains what is meant as a guard. */
export function containsGuard(text: string): boolean {
  if (conditionsIn(text).length > 0) return true;
  return [...text.matchAll(/\]/g)].some(({ index }) => {
    const open = text.lastIndexOf("[", index);
    const bracketed = { before: text.slice(0, Math.max(0, open)), text: text.slice(open + 1, index) };
    return text[index - 1] !== "\\" && isGuardMeant(bracketed, text.slice(index + 1));
  });
}
