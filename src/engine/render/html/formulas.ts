import { createRequire } from "node:module";
import MarkdownIt from "markdown-it";
import type * as Temml from "temml";
import { own } from "../../../lib/own.js";
import { trusted, type Html } from "./template.js";

/**
 * `$…$` or `$$…$$` without blanks at the ends of `$…$`, and without letters and digits next to it: amounts of dollars
 * and names such as $HOME are not formulas.
 */
const formula =
  /(\${1,2})(?![\s$])((?:[^$\\]|\\[^])*?[^\s$\\])\1(?![\p{L}\p{N}$])|(\$\$)\s((?:[^$\\]|\\[^])*?)\$\$/uy;

export interface Formula {
  readonly tex: string;
  readonly display: "inline" | "block";
}

/** What a renderer is given with a text: how it writes a formula. */
interface FormulaEnvironment {
  /** Undefined where the formula stands as it is written. */
  readonly formula?: (formula: Formula) => string | undefined;
}

/** Markdown would take the backslash of `\,` away and the subscripts of two formulas for emphasis. */
export function withFormulas(markdown: MarkdownIt): MarkdownIt {
  markdown.inline.ruler.before("escape", "formula", (state, silent) => {
    formula.lastIndex = state.pos;
    const found = formula.exec(state.src);
    if (found === null || /[\p{L}\p{N}]/u.test(state.src.charAt(state.pos - 1))) return false;
    const [whole, mark = "$$", inner, , block] = found;
    const tex = inner ?? block ?? "";
    // Without one of these it is text between two amounts of dollars.
    if (mark === "$" && !/[\\^_=]/.test(tex) && !/^[A-Za-z]$/.test(tex)) return false;
    if (!silent) {
      const token = state.push("formula", "code", 0);
      token.content = whole;
      token.meta = { tex: tex.trim(), display: mark === "$$" ? "block" : "inline" } satisfies Formula;
    }
    state.pos += whole.length;
    return true;
  });
  markdown.renderer.rules["formula"] = (tokens, index, _options, env: unknown) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const written = (env as FormulaEnvironment).formula?.(token.meta as Formula);
    return written ?? `<code>${markdown.utils.escapeHtml(token.content)}</code>`;
  };
  return markdown;
}

const reader = withFormulas(new MarkdownIt({ html: true }));

/** The formulas of a Markdown text, each with its offset; code is left alone. */
export function findFormulas(
  text: string,
): readonly { readonly at: number; readonly whole: string; readonly formula: Formula }[] {
  if (!text.includes("$")) return [];
  let from = 0;
  return reader
    .parse(text, {})
    .flatMap(({ children }) => children ?? [])
    .filter(({ type }) => type === "formula")
    .map(({ content: whole, meta }) => {
      const at = Math.max(0, text.indexOf(whole, from));
      from = at + whole.length;
      return { at, whole, formula: meta as Formula };
    });
}

type Typeset =
  /** MathML, which browsers set without script or font of the page's. */
  | { readonly status: "set"; readonly html: Html }
  | { readonly status: "not understood"; readonly why: string };

let loaded: typeof Temml | undefined;

/** Loaded when the first formula comes: most pages have none. */
export function typeset({ tex, display }: Formula): Typeset {
  loaded ??= createRequire(import.meta.url)("temml") as typeof Temml;
  try {
    const html = loaded.renderToString(tex, { displayMode: display === "block", throwOnError: true });
    return { status: "set", html: trusted(html) };
  } catch (error) {
    const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return { status: "not understood", why: why.trim() };
  }
}

/** A text as TeX prints it. */
export const texText = (text: string): string =>
  `\\text{${text.replace(/[\\{}$&#^_~%]/g, (sign) => own(texSigns, sign) ?? `\\${sign}`)}}`;

const texSigns: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash ",
  "^": "\\textasciicircum ",
  "~": "\\textasciitilde ",
};
