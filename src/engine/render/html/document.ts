/** The frame of a page: what stands around its content, in the single file as in the site. */
import { markup, trusted, type Html } from "./template.js";

interface Document {
  readonly language: string;
  /** Words only. */
  readonly title: string | Html;
  /** What the head says to machines. */
  readonly metadata: Html;
  /** Its Content-Security-Policy. */
  readonly policy: string;
  /** Style sheets. */
  readonly style: Html;
  readonly body: Html;
  readonly scripts: readonly Html[];
}

export function documentHtml({ language, title, metadata, policy, style, body, scripts }: Document): string {
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${metadata}${style}
</head>
<body>
${trusted(breakLongWords(body.text))}${scripts}
</body>
</html>
`.text;
}

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
