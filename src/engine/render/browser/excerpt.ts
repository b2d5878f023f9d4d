import { element } from "./element.js";

/** Words of a text that were found, as the index has them. */
export type Words = readonly string[];

const around = 70;

/** The part of a text in which the first of the words stands, cut at words. */
export function excerpt(text: string, words: Words): string {
  const at = Math.max(0, text.search(pattern(words, "iu")));
  const start = at <= around ? 0 : text.indexOf(" ", at - around) + 1;
  const end = text.length <= start + 3 * around ? text.length : text.lastIndexOf(" ", start + 3 * around);
  return `${start > 0 ? "… " : ""}${text.slice(start, end)}${end < text.length ? " …" : ""}`;
}

/** The same text with these words marked. */
export function marked(text: string, words: Words): readonly (string | Node)[] {
  const parts = text.split(pattern(words, "giu"));
  return parts.map((part, index) => {
    return index % 2 === 0 ? part : element("mark", {}, part);
  });
}

function pattern(words: Words, flags: string): RegExp {
  if (words.length === 0) return /(?!)/;
  const escaped = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join("|")})(?![\\p{L}\\p{N}])`, flags);
}
