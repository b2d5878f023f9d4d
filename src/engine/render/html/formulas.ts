import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type * as Temml from "temml";
import { withFormulas as findFormulas } from "../../notebook/markdown/parser.js";
import type { Formula } from "../../notebook/markdown/syntax.js";
import { own } from "../../../lib/own.js";
import { trusted, type Html } from "./template.js";

/** What a renderer is given with a text: how it writes a formula. */
interface FormulaEnvironment {
  /** Undefined where the formula stands as it is written. */
  readonly formula?: (formula: Formula) => string | undefined;
}

export function withFormulas(markdown: MarkdownIt): MarkdownIt {
  findFormulas(markdown);
  markdown.renderer.rules["formula"] = (tokens, index, _options, env: unknown) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const written = (env as FormulaEnvironment).formula?.(token.meta as Formula);
    return written ?? `<code>${markdown.utils.escapeHtml(token.content)}</code>`;
  };
  return markdown;
}

type Typeset =
  /** MathML, which browsers set without script or font of the page's. */
  | { readonly status: "set"; readonly html: Html }
  | { readonly status: "not understood"; readonly why: string };

/** Each letter of a formula is an element of the page: beyond this, browsers need seconds to lay it out. */
const longestFormula = 10_000;

let loaded: typeof Temml | undefined;

/** Loaded when the first formula comes: most pages have none. */
export function typeset({ tex, display }: Formula): Typeset {
  if (tex.length > longestFormula)
    return { status: "not understood", why: `it is longer than ${longestFormula} characters` };
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
