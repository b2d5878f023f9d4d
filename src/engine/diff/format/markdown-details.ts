import { plural } from "../../../lib/plural.js";
import { escapeMarkdown, fence } from "../../../lib/markdown-text.js";
import { oneLine, type Detail, type Grid, type Span } from "../kinds/description.js";

const mostRows = 10;
const widest = 200;

/** Lists, tables and code, in their order; each is a block of Markdown. */
export function detailBlocks(details: readonly Detail[]): readonly string[] {
  const blocks: string[] = [];
  let isInList = false;
  for (const detail of details) {
    const [line] = detailLines([detail]);
    if (detail.kind === "grid") blocks.push(gridMarkdown(detail));
    if (detail.kind === "code") blocks.push(codeMarkdown(detail.lines));
    if (line !== undefined) blocks.push(`${isInList ? `${blocks.pop() ?? ""}\n` : ""}- ${line}`);
    isInList = line !== undefined;
  }
  return blocks;
}

/** Details that take a line. */
export function detailLines(
  details: readonly Detail[],
  labels: "labels" | "no labels" = "labels",
): readonly string[] {
  return details.flatMap((detail) => {
    if (detail.kind === "grid" || detail.kind === "code") return [];
    const { label, spans } = detail;
    const head = label === undefined || labels === "no labels" ? "" : `${literal(label)}: `;
    return [head + spansMarkdown(spans)];
  });
}

function gridMarkdown({ columns, rows, noun }: Grid): string {
  const lines = [
    columns.map(({ title }) => literal(title)),
    columns.map(({ align }) => (align === "right" ? "--:" : ":--")),
    ...rows.slice(0, mostRows).map((row) => row.map(spansMarkdown)),
  ];
  const left = rows.length - mostRows;
  const more = left > 0 ? `\n\n… and ${plural(left, `more ${noun}`)}.` : "";
  return lines.map(tableRow).join("\n") + more;
}

function codeMarkdown(lines: readonly Span[]): string {
  return fence(lines.map(({ text }) => clipEnd(text).trimEnd()).join("\n"), "diff");
}

export const tableRow = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const clipEnd = (text: string): string => (text.length > widest ? `${text.slice(0, widest)}…` : text);

export function spansMarkdown(spans: readonly Span[]): string {
  return spans.map(spanMarkdown).join("");
}

function spanMarkdown({ text, mark, href }: Span): string {
  const words = mark === "code" ? code(clipEnd(text)) : marked(clipEnd(text), mark);
  return href === undefined || text === "" ? words : `[${words}](${address(href)})`;
}

function marked(text: string, mark: Exclude<Span["mark"], "code">): string {
  const words = literal(text);
  switch (mark) {
    case "removed":
    case "struck":
      return `<del>${words}</del>`;
    case "added":
    case "inserted":
      return `<ins>${words}</ins>`;
    case "warning":
      return `**${words}**`;
    default:
      return words;
  }
}

const joiner = "\u2060";

/**
 * A text as one line of GitHub's Markdown that says just these words: no markup, no link, no mention of a person, no
 * reference to an issue, no formula, no emoji.
 */
export function literal(text: string): string {
  return (
    escapeMarkdown(oneLine(text))
      // GitHub looks for these in the finished text, where no escape of Markdown is left.
      .replace(/@(?=[A-Za-z0-9])/g, `@${joiner}`)
      .replace(/\\#(?=\d)/g, `\\#${joiner}`)
      .replace(/\b(GH-)(?=\d)/gi, `$1${joiner}`)
      .replace(/:(?=[a-z0-9_+\\-]+:)/gi, `:${joiner}`)
      .replace(/:\/\//g, "&#58;//")
      .replace(/\b(www)\./gi, "$1&#46;")
      .replace(/\$/g, "<span>$</span>")
      // What would begin a list or a rule.
      .replace(/^( ?)([-+])(?=[\s-]|$)/, "$1\\$2")
      .replace(/^( ?\d+)([.)])(?=\s|$)/, "$1\\$2")
  );
}

/** An id, a path or a command, in a table too. */
export function code(text: string): string {
  const line = oneLine(text).trim();
  if (/^[^`|\\]+$/.test(line)) return `\`${line}\``;
  const inert = line.replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0) ?? 32};`);
  return `<code>${inert}</code>`;
}

/** Link or image: an address that closes nothing. */
export function address(url: string): string {
  return url.replace(/[\s()<>"'\\|`[\]]/g, (character) =>
    encodeURIComponent(character).replace(/[()']/g, hex),
  );
}

const hex = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
