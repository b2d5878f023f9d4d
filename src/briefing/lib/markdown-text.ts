/** A text with all characters of Markdown and HTML escaped; `&` only where an entity may begin, here or with a text after it. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]|&(?=#?\w*(?:;|$))/g, "\\$&");
}

/** A link with literal text and address. */
export function linkMarkdown(text: string, href: string): string {
  const address = href.replace(/[<>()\s\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `[${escapeMarkdown(text)}](${address})`;
}

/** A code span that the text, on one line, cannot close. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = longest === 0 ? "" : " ";
  return `${ticks}${pad}${text.replace(/\s+/g, " ")}${pad}${ticks}`;
}

/** A fenced block that the text cannot close. */
export function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

interface MarkdownColumn {
  readonly title: string;
  readonly align: "left" | "right" | "center";
}

/** A table of GitHub's Markdown; cells are plain text, each on one line. */
export function markdownTable(
  columns: readonly MarkdownColumn[],
  rows: readonly (readonly string[])[],
): string {
  const cell = (text: string) => escapeMarkdown(text).replace(/\s*\n\s*/g, " ");
  const head = columns.map(({ title }) => cell(title));
  const rule = columns.map(({ align }) => ({ left: ":--", right: "--:", center: ":-:" })[align]);
  return [head, rule, ...rows.map((row) => row.map(cell))]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
