/** A plugin that brings no types for markdown-it as a module. */
declare module "markdown-it-footnote" {
  import type MarkdownIt from "markdown-it";

  const footnote: (markdown: MarkdownIt) => void;
  export = footnote;
}
