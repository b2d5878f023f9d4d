import { createMarkdown } from "./markdown.js";

const markdown = createMarkdown();

/** A line or a paragraph of Markdown as plain words. */
export function plainWords(block: string): string {
  const text = block.trim().replace(/^(?:[-*+>]|#{1,6}|\d+[.)])\s+/, "");
  const [inline] = markdown.parseInline(text, {});
  const words = (inline?.children ?? []).map(({ type, content }) =>
    type === "softbreak" || type === "hardbreak" ? " " : type === "html_inline" ? "" : content,
  );
  return words.join("").replace(/\s+/g, " ");
}
