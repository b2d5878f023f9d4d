/** The frame of a page around its content, for both the single file and the site. */
import { markup, trusted, type Html } from "../template.js";

interface Document {
  readonly language: string;
  /** Words only. */
  readonly title: string | Html;
  /** Metadata for the head. */
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

/** Longer than any word, address or hash in a text. */
const longest = 500;
const whole = ["script", "style", "svg", "math"].map((name) => `<${name}\\b[^]*?</${name}>`);
const tags = new RegExp(`(${whole.join("|")}|<[^>]*>)`);
/** A character reference counts as one letter. The alternatives are disjoint, which avoids exponential backtracking. */
const letter = "(?:&[#\\w]{1,10};|&(?![#\\w]{1,10};)|[^ \\t\\n&])";
const longWord = new RegExp(`${letter}{${longest}}`, "gu");

/**
 * Lets browsers break very long words: in some scripts, laying out a line takes time quadratic in its length, minutes
 * for a million letters. `<wbr>` is neither visible nor copied.
 */
export const breakLongWords = (html: string): string =>
  html
    .split(tags)
    .map((part) => (part.length < longest || part.startsWith("<") ? part : part.replace(longWord, "$&<wbr>")))
    .join("");
