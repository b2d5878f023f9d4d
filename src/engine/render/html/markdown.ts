import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";
import { keepFormulas } from "./formulas.js";
import { marginNotes } from "./margin-notes.js";

/** Opening and closing quotation marks, double and single, by language; English ones where it is none of these. */
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
  const marks = quotes[language.split("-", 1)[0] ?? ""] ?? "“”‘’";
  // The replacements would turn the (c) of a list into a copyright sign.
  return markdown.set({ typographer: true, quotes: marks }).disable("replacements");
}

/** Notes name the text they belong to, for a page has many, and stand in the margin as well. */
function withFootnotes(markdown: MarkdownIt): MarkdownIt {
  markdown.use(footnote);
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

interface NoteMeta {
  readonly id: number;
  readonly subId: number;
  readonly margin: boolean;
}

function metaOf(token: { readonly meta: unknown } | undefined): NoteMeta {
  return { id: 0, subId: 0, margin: false, ...(token?.meta as Partial<NoteMeta> | null) };
}
