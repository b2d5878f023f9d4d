/** Text that anybody wrote as Markdown of GitHub's that says just that. */
import { escapeMarkdown } from "../../../lib/markdown-text.js";
import { oneLine } from "../kinds/description.js";

const joiner = "\u2060";

/**
 * A text as one line of GitHub's Markdown that says just these words: no markup, no link, no mention of a person, no
 * reference to an issue, no formula, no emoji.
 */
export function literal(text: string): string {
  return (
    escapeMarkdown(oneLine(text))
      // GitHub looks for these in the finished text, where no escape of Markdown is left.
      .replace(/@(?=[A-Za-z0-9])/g, `@${joiner}`)
      .replace(/\\#(?=\d)/g, `\\#${joiner}`)
      .replace(/\b(GH-)(?=\d)/gi, `$1${joiner}`)
      .replace(/:(?=[a-z0-9_+\\-]+:)/gi, `:${joiner}`)
      .replace(/:\/\//g, "&#58;//")
      .replace(/\b(www)\./gi, "$1&#46;")
      .replace(/\$/g, "<span>$</span>")
      // What would begin a list or a rule.
      .replace(/^( ?)([-+])(?=[\s-]|$)/, "$1\\$2")
      .replace(/^( ?\d+)([.)])(?=\s|$)/, "$1\\$2")
  );
}

/** An id, a path or a command, in a table too. */
export function code(text: string): string {
  const line = oneLine(text).trim();
  if (/^[^`|\\]+$/.test(line)) return `\`${line}\``;
  const inert = line.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`);
  return `<code>${inert}</code>`;
}

/** Link or image: an address that closes nothing. */
export function address(url: string): string {
  return url.replace(/[\s()<>"'\\|`[\]]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, hex),
  );
}

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
