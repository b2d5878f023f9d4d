import MarkdownIt from "markdown-it";

/** Opening and closing quotation marks, double and single, by language; English ones where it is none of these. */
const quotes: Readonly<Record<string, string>> = { de: "„“‚‘", fr: "«»‹›", sv: "””’’" };

/** GitHub-flavoured Markdown with typographic quotation marks; raw HTML passes, for the sanitiser comes after. */
export function createMarkdown(language: string): MarkdownIt {
  return typographic(new MarkdownIt({ html: true, linkify: false }), language);
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
