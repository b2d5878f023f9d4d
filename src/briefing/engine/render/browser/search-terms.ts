/** Words as the search knows them: a number is one word, with its decimals and its per cent sign. */

/** Between the groups of a number; never a plain space, which parts two numbers. */
const separator = "[,'’\\u00a0\\u202f]";

const number = `(?<![\\p{L}\\p{N}])\\p{N}+(?:${separator}\\p{N}{3})*(?:\\.\\p{N}+)?(?![\\p{L}\\p{N}])(?:\\p{Z}?%)?`;

const words = new RegExp(`${number}|[^\\p{Z}\\p{P}\\p{S}][^\\p{Z}\\p{P}]*`, "gu");

const betweenDigits = new RegExp(`${separator}|\\p{Z}`, "gu");

/** The words of a text or a query, with `65400` for 65,400 and `27%` for 27 %. */
export function termsOf(text: string): string[] {
  return (text.match(words) ?? []).map((word) => (isNumber(word) ? word.replace(betweenDigits, "") : word));
}

/** Whether a word is a number, for which no similar word may stand. */
export const isNumber = (term: string): boolean => /^\p{N}/u.test(term);

/** Source of a regular expression for a word, as texts write it. */
export function writtenAs(term: string): string {
  const characters = Array.from(term, (each) => each.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  if (!isNumber(term)) return characters.join("");
  return characters.join(`${separator}?`).replace(`${separator}?%`, "\\p{Z}?%");
}
