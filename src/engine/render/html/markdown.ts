import MarkdownIt from "markdown-it";
import definitions from "markdown-it-deflist";
import alerts from "markdown-it-github-alerts";
import { withFootnotes } from "./footnotes.js";
import { withFormulas } from "./formulas.js";

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
