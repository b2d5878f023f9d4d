/** Types for markdown-it plugins that ship none for modules. */
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
