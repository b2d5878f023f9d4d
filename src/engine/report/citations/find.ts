/** Citations and cross-references in Markdown; code is left alone. */
import MarkdownIt from "markdown-it";
import { findCodeSpans } from "../../notebook/code-spans.js";
import { type FoundReference, referencesIn } from "../../notebook/references.js";

export function findReferences(text: string): readonly FoundReference[] {
  const found = referencesIn(text);
  if (found.length === 0) return [];
  const code = [...findCodeSpans(text), ...findCodeBlocks(text)];
  return found.filter(({ start }) => !code.some((span) => start >= span.start && start < span.end));
}

const markdown = new MarkdownIt({ html: true });

/** Fenced and indented code and blocks of HTML, by offsets into the text. */
function findCodeBlocks(text: string): readonly { readonly start: number; readonly end: number }[] {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  return markdown
    .parse(text, {})
    .flatMap(({ type, map }) =>
      map !== null && ["fence", "code_block", "html_block"].includes(type)
        ? [{ start: starts[map[0]] ?? 0, end: starts[map[1]] ?? text.length }]
        : [],
    );
}
