/** Longer than any word, address or hash of a text. */
const longest = 500;
const longText = new RegExp(`<(script|style|svg|math)\\b[\\s\\S]*?</\\1>|<[^>]*>|[^<]{${longest},}`, "g");
/** A reference to a character is one letter, and is read in one way only: two ways each would be tried in all combinations. */
const letter = "(?:&[#\\w]{1,10};|&(?![#\\w]{1,10};)|[^ \\t\\n&])";
const longWord = new RegExp(`${letter}{${longest}}`, "gu");

/**
 * HTML in which a browser may break very long words: laying out a line takes it the square of its length in some
 * scripts, minutes for a million letters. `<wbr>` is neither seen nor copied.
 */
export const breakLongWords = (html: string): string =>
  html.replace(longText, (part) => (part.startsWith("<") ? part : part.replace(longWord, "$&<wbr>")));
