import MarkdownIt from "markdown-it";
import definitions from "markdown-it-deflist";
import alerts from "markdown-it-github-alerts";
import { withFootnotes } from "./footnotes.js";
import { withFormulas } from "./formulas.js";
import { own } from "../../../lib/own.js";

/** Opening and closing quotation marks, double and single, by language; English ones for all others. */
const quotes: Readonly<Record<string, string>> = { de: "„“‚‘", fr: "«»‹›", sv: "””’’" };

/**
 * GitHub-flavoured Markdown (alerts and tasks too), definition lists, footnotes and formulas, with typographic quotation
 * marks; raw HTML passes, for the sanitiser comes after.
 */
export function createMarkdown(language: string): MarkdownIt {
  const markdown = typographic(new MarkdownIt({ html: true, linkify: false }), language);
  markdown.use(alerts, { icons: {} }).use(definitions);
  return withFootnotes(withTasks(withFormulas(markdown)));
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
