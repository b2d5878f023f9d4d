import MarkdownIt from "markdown-it";
import footnote from "markdown-it-footnote";

/** Opening and closing quotation marks, double and single, by language; English ones where it is none of these. */
const quotes: Readonly<Record<string, string>> = { de: "„“‚‘", fr: "«»‹›", sv: "””’’" };

/** GitHub-flavoured Markdown with typographic quotation marks; raw HTML passes, for the sanitiser comes after. */
export function createMarkdown(language: string): MarkdownIt {
  return withFootnotes(typographic(new MarkdownIt({ html: true, linkify: false }), language));
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

/** Notes stand in brackets and name the text they belong to, for a page has many. */
function withFootnotes(markdown: MarkdownIt): MarkdownIt {
  markdown.use(footnote);
  const { rules } = markdown.renderer;
  rules["footnote_anchor_name"] = (tokens, index, _options, env: unknown) => {
    const { id } = tokens[index]?.meta as { id: number };
    return `${(env as { docId?: string }).docId ?? "0"}-${id + 1}`;
  };
  rules["footnote_caption"] = (tokens, index) => {
    const { id, subId } = tokens[index]?.meta as { id: number; subId: number };
    return subId > 0 ? `${id + 1}:${subId}` : String(id + 1);
  };
  rules["footnote_block_open"] = () => '<hr>\n<ol class="footnotes-list">\n';
  rules["footnote_block_close"] = () => "</ol>\n";
  return markdown;
}
