import type MarkdownIt from "markdown-it";

/** `$…$` or `$$…$$` that begins and ends with no blank, so that an amount of dollars is none. */
const formula = /(\${1,2})(?![\s$])((?:[^$\\]|\\[^])*?[^\s$\\])\1(?![\d$])/y;

/**
 * Formulas in TeX stand as they are written: Markdown would take the backslash of `\,` away and the subscripts of two
 * formulas for emphasis. They are not set: that takes a library and fonts, and what TeX says can be read.
 */
export function keepFormulas(markdown: MarkdownIt): MarkdownIt {
  markdown.inline.ruler.before("escape", "formula", (state, silent) => {
    formula.lastIndex = state.pos;
    const found = formula.exec(state.src);
    const [whole = "", , tex = ""] = found ?? [];
    // Words between two amounts have none of these.
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
