import MarkdownIt from "markdown-it";

const parser = new MarkdownIt({ html: true });

/** Rewrites the headings of a Markdown text, in either style, so that they follow one another below level `base`. */
export function orderMarkdownHeadings(source: string, base: number): string {
  const lines = source.split("\n");
  const open: { readonly written: number; readonly placed: number }[] = [];
  const tokens = parser.parse(source, {});
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open" || token.map === null || token.level !== 0) return;
    const written = Number(token.tag.slice(1));
    while (open.length > 0 && (open.at(-1)?.written ?? 0) >= written) open.pop();
    const placed = (open.at(-1)?.placed ?? base) + 1;
    open.push({ written, placed });
    const [start, end] = token.map;
    const text = (tokens[index + 1]?.content ?? "").replace(/\n/g, " ");
    lines.fill("\uE002", start, end);
    lines[start] = `${"#".repeat(Math.min(6, placed))} ${text}`;
  });
  return lines.filter((line) => line !== "\uE002").join("\n");
}
