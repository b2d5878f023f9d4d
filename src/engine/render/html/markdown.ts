import MarkdownIt from "markdown-it";
import { withFootnotes } from "./footnotes.js";
import { own } from "../../../lib/own.js";

/** Opening and closing quotation marks, double and single, by language; English ones for all others. */
const quotes: Readonly<Record<string, string>> = { de: "„“‚‘", fr: "«»‹›", sv: "””’’" };

/** GitHub-flavoured Markdown with typographic quotation marks; raw HTML passes, for the sanitiser comes after. */
export function createMarkdown(language: string): MarkdownIt {
  return withFootnotes(keepFormulas(typographic(new MarkdownIt({ html: true, linkify: false }), language)));
}

/** No markup at all, only quotation marks: for titles. */
export function createPlainText(language: string): MarkdownIt {
  return typographic(new MarkdownIt("zero", { html: false }), language).enable("smartquotes");
}

function typographic(markdown: MarkdownIt, language: string): MarkdownIt {
  const marks = own(quotes, language.split("-", 1)[0] ?? "") ?? "“”‘’";
  // The replacements would turn the (c) of a list into a copyright sign.
  return markdown.set({ typographer: true, quotes: marks }).disable("replacements");
}

/** `$…$` or `$$…$$` without blanks at its ends: amounts of dollars are not formulas. */
const formula = /(\${1,2})(?![\s$])((?:[^$\\]|\\[^])*?[^\s$\\])\1(?![\d$])/y;

/**
 * Formulas in TeX stand as they are written: Markdown would take the backslash of `\,` away and the subscripts of two
 * formulas for emphasis. They are not typeset: that takes a library and fonts, and TeX can be read.
 */
function keepFormulas(markdown: MarkdownIt): MarkdownIt {
  markdown.inline.ruler.before("escape", "formula", (state, silent) => {
    formula.lastIndex = state.pos;
    const found = formula.exec(state.src);
    const [whole = "", , tex = ""] = found ?? [];
    // Without one of these it is text between two amounts of dollars.
    if (found === null || !/[\\^_=]/.test(tex)) return false;
    if (!silent) {
      const token = state.push("code_inline", "code", 0);
      token.markup = "$";
      token.content = whole;
    }
    state.pos += whole.length;
    return true;
  });
  return markdown;
}
