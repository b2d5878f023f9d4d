import MarkdownIt, { type Token } from "markdown-it";
import definitions from "markdown-it-deflist";
import alerts from "markdown-it-github-alerts";
import footnote from "markdown-it-footnote";
import { createRequire } from "node:module";
import type * as Temml from "temml";
import { withFormulas as findFormulas } from "../../notebook/markdown/parser.js";
import type { Formula } from "../../notebook/markdown/syntax.js";
import { once } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";
import { trusted } from "../template.js";

/**
 * GitHub-flavoured Markdown (with alerts and tasks), definition lists, footnotes and formulas, with typographic
 * quotation marks; raw HTML passes, because the sanitiser runs afterwards.
 */
export const markdown = pageMarkdown();

function pageMarkdown(): MarkdownIt {
  const parser = typographic(new MarkdownIt({ html: true, linkify: false }));
  parser.use(alerts, { icons: {} }).use(definitions);
  return withFootnotes(withTasks(withFormulas(parser)));
}

/** Only quotation marks, no markup: for titles. */
export const plainText = typographic(new MarkdownIt("zero", { html: false })).enable("smartquotes");

function typographic(markdown: MarkdownIt): MarkdownIt {
  // The replacements would turn the (c) of a list into a copyright sign.
  return markdown.set({ typographer: true, quotes: "“”‘’" }).disable("replacements");
}

/** `- [x] done`: a read-only checkbox, as text. */
function withTasks(markdown: MarkdownIt): MarkdownIt {
  markdown.core.ruler.before("inline", "tasks", ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      if (token.type !== "inline" || tokens[index - 2]?.type !== "list_item_open") continue;
      token.content = token.content.replace(/^\[([ xX])\](?=\s)/, (_, mark: string) =>
        mark === " " ? "☐" : "☑",
      );
    }
  });
  return markdown;
}

/** Anchors of notes name the text they belong to, because a page has many texts. */
function withFootnotes(markdown: MarkdownIt): MarkdownIt {
  markdown.use(footnote);
  markdown.core.ruler.before("footnote_tail", "growing_tokens", (state) => {
    state.tokens = GrowingTokens.from(state.tokens);
  });
  const { rules } = markdown.renderer;
  const metaOf = (token: Token | undefined) => ({
    id: 0,
    subId: 0,
    ...(token?.meta as Partial<Record<"id" | "subId", number>>),
  });
  const anchor = (id: number, env: unknown) => `${(env as { docId?: string }).docId ?? "0"}-${id + 1}`;
  rules["footnote_anchor_name"] = (tokens, index, _options, env: unknown) =>
    anchor(metaOf(tokens[index]).id, env);
  rules["footnote_ref"] = (tokens, index, _options, env: unknown) => {
    const { id, subId } = metaOf(tokens[index]);
    const name = anchor(id, env);
    const mark = `<a href="#fn${name}" id="fnref${name}${subId > 0 ? `:${subId}` : ""}">${id + 1}</a>`;
    return `<sup class="footnote-ref">${mark}</sup>`;
  };
  rules["footnote_block_open"] = () => `<ol class="footnotes-list">\n`;
  rules["footnote_block_close"] = () => "</ol>\n";
  return markdown;
}

/** The plugin appends the tokens of each note with `concat`, whose copies take quadratic time. */
class GrowingTokens extends Array<Token> {
  override concat(...added: (Token | ConcatArray<Token>)[]): Token[] {
    // The number of arguments of `push` is limited.
    for (const token of added.flat() as Token[]) this.push(token);
    return this;
  }
}

/** A line or a paragraph of Markdown as plain words. */
export function plainWords(block: string): string {
  const text = block.trim().replace(/^(?:[-*+>]|#{1,6}|\d+[.)])\s+/, "");
  const [inline] = markdown.parseInline(text, {});
  const words = (inline?.children ?? []).map(({ type, content }) =>
    type === "softbreak" || type === "hardbreak" ? " " : type === "html_inline" ? "" : content,
  );
  return words.join("").replace(/\s+/g, " ");
}

/** Passed to a renderer with a text: how to write a formula. */
interface FormulaEnvironment {
  /** Undefined to leave the formula as written. */
  readonly formula?: (formula: Formula) => string | undefined;
}

function withFormulas(markdown: MarkdownIt): MarkdownIt {
  findFormulas(markdown);
  markdown.renderer.rules["formula"] = (tokens, index, _options, env: unknown) => {
    const token = tokens[index];
    if (token === undefined) return "";
    const written = (env as FormulaEnvironment).formula?.(token.meta as Formula);
    return written ?? `<code>${markdown.utils.escapeHtml(token.content)}</code>`;
  };
  return markdown;
}

/** Each letter of a formula is an element of the page: longer ones take browsers seconds to lay out. */
const longestFormula = 10_000;

/** Loaded with the first formula: most pages have none. */
const temml = once(() => createRequire(import.meta.url)("temml") as typeof Temml);

/** As MathML, which browsers display without a script or font of the page; or why it is not understood. */
export function typeset({ tex, display }: Formula) {
  const notUnderstood = (why: string) => ({ status: "not understood", why }) as const;
  if (tex.length > longestFormula) return notUnderstood(`it is longer than ${longestFormula} characters`);
  try {
    const html = temml().renderToString(tex, { displayMode: display === "block", throwOnError: true });
    return { status: "set", html: trusted(html) } as const;
  } catch (error) {
    const [why = ""] = String(error instanceof Error ? error.message : error).split("\n");
    return notUnderstood(why.trim());
  }
}

export const texText = (text: string): string =>
  `\\text{${text.replace(/[\\{}$&#^_~%]/g, (sign) => own(texSigns, sign) ?? `\\${sign}`)}}`;

const texSigns: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash ",
  "^": "\\textasciicircum ",
  "~": "\\textasciitilde ",
};
