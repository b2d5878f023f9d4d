import MarkdownIt from "markdown-it";
import definitions from "markdown-it-deflist";
import alerts from "markdown-it-github-alerts";
import { withFormulas } from "./formulas.js";
import type { StateCore, Token } from "markdown-it";
import footnote from "markdown-it-footnote";

/**
 * GitHub-flavoured Markdown (alerts and tasks too), definition lists, footnotes and formulas, with typographic quotation
 * marks; raw HTML passes, for the sanitiser comes after.
 */
export function createMarkdown(): MarkdownIt {
  const markdown = typographic(new MarkdownIt({ html: true, linkify: false }));
  markdown.use(alerts, { icons: {} }).use(definitions);
  return withFootnotes(withTasks(withFormulas(markdown)));
}

/** No markup at all, only quotation marks: for titles. */
export function createPlainText(): MarkdownIt {
  return typographic(new MarkdownIt("zero", { html: false })).enable("smartquotes");
}

function typographic(markdown: MarkdownIt): MarkdownIt {
  // The replacements would turn the (c) of a list into a copyright sign.
  return markdown.set({ typographer: true, quotes: "“”‘’" }).disable("replacements");
}

/** `- [x] done`: a box that nobody can tick, as text. */
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

/** Notes name the text they belong to, for a page has many, and stand in the margin as well. */
function withFootnotes(markdown: MarkdownIt): MarkdownIt {
  markdown.use(footnote);
  markdown.core.ruler.before("footnote_tail", "growing_tokens", (state) => {
    state.tokens = GrowingTokens.from(state.tokens);
  });
  markdown.core.ruler.after("footnote_tail", "margin_notes", marginNotes);
  const { rules } = markdown.renderer;
  const anchor = (id: number, env: unknown) => `${(env as { docId?: string }).docId ?? "0"}-${id + 1}`;
  rules["footnote_anchor_name"] = (tokens, index, _options, env: unknown) =>
    anchor(metaOf(tokens[index]).id, env);
  rules["footnote_ref"] = (tokens, index, _options, env: unknown) => {
    const { id, subId, margin } = metaOf(tokens[index]);
    const name = anchor(id, env);
    const toFoot = `<a${margin ? ' class="to-foot"' : ""} href="#fn${name}" id="fnref${name}${subId > 0 ? `:${subId}` : ""}">${id + 1}</a>`;
    const toMargin = margin ? `<a class="to-margin" href="#mn${name}">${id + 1}</a>` : "";
    return `<sup class="footnote-ref">${toFoot}${toMargin}</sup>`;
  };
  rules["footnote_block_open"] = (tokens, index) =>
    `<div${metaOf(tokens[index]).margin ? ' class="footnotes"' : ""}><hr>\n<ol class="footnotes-list">\n`;
  rules["footnote_block_close"] = () => "</ol></div>\n";
  rules["margin_note_open"] = (tokens, index, _options, env: unknown) =>
    `<div class="margin-note" id="mn${anchor(metaOf(tokens[index]).id, env)}">`;
  rules["margin_note_close"] = () => "</div>\n";
  rules["margin_number"] = (tokens, index) => `<sup>${metaOf(tokens[index]).id + 1}</sup> `;
  return markdown;
}

/** The plugin joins the tokens of each note to all that it has, by `concat`: a copy each time takes the square of their count. */
class GrowingTokens extends Array<Token> {
  override concat(...added: (Token | ConcatArray<Token>)[]): Token[] {
    append(this, added.flat() as Token[]);
    return this;
  }
}

interface NoteMeta {
  readonly id: number;
  readonly subId: number;
  readonly margin: boolean;
}

function metaOf(token: { readonly meta: unknown } | undefined): NoteMeta {
  return { id: 0, subId: 0, margin: false, ...(token?.meta as Partial<NoteMeta> | null) };
}

/**
 * Footnotes once more, each before the part of the text that refers to it first: a wide screen shows those in its margin
 * and hides the list, a narrow one and paper show the list. A reference leads to the one that is shown.
 */
function marginNotes(state: StateCore): void {
  // A caption or a title has no margin.
  if (state.inlineMode) return;
  const end = state.tokens.findIndex(({ type }) => type === "footnote_block_open");
  const block = state.tokens[end];
  if (block === undefined) return;
  const notes = notesById(state.tokens.slice(end));
  const placed: Token[] = [];
  /** The part of the text that is read, which its notes come before. */
  let part: Token[] = [];
  for (const token of state.tokens.slice(0, end)) {
    if (token.level === 0 && token.nesting !== -1) {
      append(placed, part);
      part = [];
    }
    part.push(token);
    for (const reference of token.children ?? []) {
      if (reference.type !== "footnote_ref") continue;
      const meta = reference.meta as { id: number; subId: number; margin?: boolean };
      meta.margin = true;
      const note = meta.subId === 0 ? notes.get(meta.id) : undefined;
      if (note !== undefined) append(placed, marginNote(state, note, meta.id));
    }
  }
  block.meta = { margin: true };
  state.tokens = [...placed, ...part, ...state.tokens.slice(end)];
}

/** Arguments of `push` are limited. */
function append(tokens: Token[], added: readonly Token[]): void {
  for (const token of added) tokens.push(token);
}

function notesById(tokens: readonly Token[]): ReadonlyMap<number, readonly Token[]> {
  const notes = new Map<number, Token[]>();
  let current: Token[] = [];
  for (const token of tokens) {
    if (token.type === "footnote_open") {
      current = [];
      notes.set((token.meta as { id: number }).id, current);
    } else if (token.type !== "footnote_anchor" && token.type !== "footnote_close") current.push(token);
  }
  return notes;
}

function marginNote(state: StateCore, note: readonly Token[], id: number): readonly Token[] {
  const make = (type: string, tag: string, nesting: -1 | 0 | 1, meta?: object): Token => {
    const token = new state.Token(type, tag, nesting);
    token.block = true;
    token.meta = meta;
    return token;
  };
  let isNumbered = false;
  const content = note.map((token) => {
    if (token.type !== "inline") return token;
    const copy = new state.Token(token.type, token.tag, token.nesting);
    // A note on a note has its place in the list only: here its anchor would stand twice.
    const words = (token.children ?? []).filter(({ type }) => type !== "footnote_ref");
    copy.children = isNumbered ? words : [make("margin_number", "", 0, { id }), ...words];
    isNumbered = true;
    return copy;
  });
  return [make("margin_note_open", "div", 1, { id }), ...content, make("margin_note_close", "div", -1)];
}
