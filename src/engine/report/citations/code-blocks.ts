import MarkdownIt from "markdown-it";

const markdown = new MarkdownIt({ html: true });

/** Fenced and indented code and blocks of HTML, by offsets into the text. */
export function findCodeBlocks(text: string): readonly { readonly start: number; readonly end: number }[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return markdown
    .parse(text, {})
    .flatMap(({ type, map }) =>
      map !== null && (type === "fence" || type === "code_block" || type === "html_block")
        ? [{ start: starts[map[0]] ?? 0, end: starts[map[1]] ?? text.length }]
        : [],
    );
}
