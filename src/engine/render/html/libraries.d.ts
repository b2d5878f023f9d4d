/** Plugins that bring no types for markdown-it as a module. */
declare module "markdown-it-footnote" {
  import type MarkdownIt from "markdown-it";

  const footnote: (markdown: MarkdownIt) => void;
  export = footnote;
}

declare module "markdown-it-deflist" {
  import type MarkdownIt from "markdown-it";

  const definitions: (markdown: MarkdownIt) => void;
  export = definitions;
}
