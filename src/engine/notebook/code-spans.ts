import { createRequire } from "node:module";
import type MarkdownIt from "markdown-it";
import type { Token } from "markdown-it";

/** A code span of Markdown text, by offsets into the whole source (end exclusive), and what stands inside it. */
export interface CodeSpan {
  readonly start: number;
  readonly end: number;
  /** As CommonMark reads it: without the marks of quotations and lists, escaped pipes in tables resolved. */
  readonly content: string;
  /** Offset in the source of the character at an offset of `content`. */
  readonly offsetOf: (at: number) => number;
}

interface Span {
  readonly start: number;
  readonly end: number;
  readonly fence: number;
}

let loaded: MarkdownIt | undefined;

/** Loaded when first asked for: executing a notebook without code spans needs no Markdown. */
const markdown = (): MarkdownIt => (loaded ??= createParser());

/** markdown-it decides what is a code span; it is only made to say where it found it. */
function createParser(): MarkdownIt {
  const Parser = createRequire(import.meta.url)("markdown-it") as typeof MarkdownIt;
  const parser = new Parser("default", { html: true });
  // Their content never shows in prose the way it is written: nothing inside it can be replaced.
  const rules = parser.inline.ruler;
  const original = rules.getRules("").find((rule) => rule.name === "backtick");
  const image = rules.getRules("").find((rule) => rule.name === "image");
  if (original === undefined || image === undefined)
    throw new Error("markdown-it has no rule for code spans.");
  rules.at("backticks", (state, silent) => {
    const start = state.pos;
    const count = state.tokens.length;
    const done = original(state, silent);
    const token = state.tokens.slice(count).find((each) => each.type === "code_inline");
    if (token) token.meta = { start, end: state.pos, fence: token.markup.length } satisfies Span;
    return done;
  });
  rules.at("image", (state, silent) => {
    const start = state.pos;
    const count = state.tokens.length;
    const done = image(state, silent);
    const token = state.tokens.slice(count).find((each) => each.type === "image");
    if (token) token.meta = { label: start + "![".length };
    return done;
  });
  return parser;
}

export function findCodeSpans(source: string): readonly CodeSpan[] {
  if (!source.includes("`")) return [];
  const lineStarts = startsOfLines(source);
  const spans: CodeSpan[] = [];
  let row: { readonly line: number; cursor: number } | undefined;
  for (const token of markdown().parse(source, {})) {
    if (token.type === "tr_open" && token.map)
      row = { line: token.map[0], cursor: lineStarts[token.map[0]] ?? 0 };
    if (token.type === "tr_close") row = undefined;
    if (token.type !== "inline") continue;
    const map = row === undefined ? mapLines(token, source, lineStarts) : mapTableCell(token, source, row);
    if (map === undefined) continue;
    for (const { start, end, fence } of spansOf(token.children ?? [], 0)) {
      const inside = start + fence;
      spans.push({
        start: map(start),
        end: map(end - 1) + 1,
        content: token.content.slice(inside, end - fence),
        offsetOf: (at) => map(inside + at),
      });
    }
  }
  return spans;
}

function* spansOf(tokens: readonly Token[], base: number): Generator<Span> {
  for (const token of tokens) {
    if (token.type === "code_inline") {
      const { start, end, fence } = token.meta as Span;
      yield { start: start + base, end: end + base, fence };
    } else if (token.type === "image") {
      yield* spansOf(token.children ?? [], base + (token.meta as { readonly label: number }).label);
    }
  }
}

function startsOfLines(source: string): readonly number[] {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

type OffsetMap = (offset: number) => number;

/** Lines of a paragraph or heading: each is its source line without marks of containers before it. */
function mapLines(token: Token, source: string, lineStarts: readonly number[]): OffsetMap | undefined {
  if (!token.map) return undefined;
  const [firstLine] = token.map;
  const pieces: { readonly content: number; readonly source: number }[] = [];
  let content = 0;
  for (const [index, line] of token.content.split("\n").entries()) {
    const from = lineStarts[firstLine + index];
    if (from === undefined) return undefined;
    const stored = source.slice(from, (lineStarts[firstLine + index + 1] ?? source.length + 1) - 1);
    // The content's own indent may be spaces made of a tab.
    const text = line.trimStart();
    const at = text === "" ? stored.length : stored.lastIndexOf(text);
    if (at < 0) return undefined;
    pieces.push({ content: content + line.length - text.length, source: from + at });
    content += line.length + 1;
  }
  return (offset) => {
    const piece = pieces.findLast((each) => each.content <= offset) ?? pieces[0];
    return piece === undefined ? offset : piece.source + offset - piece.content;
  };
}

/** Cells of a table row follow one another in one source line; a pipe inside one is written `\|`. */
function mapTableCell(token: Token, source: string, row: { cursor: number }): OffsetMap | undefined {
  const stored = token.content.replaceAll("|", "\\|");
  const at = source.indexOf(stored, row.cursor);
  if (at < 0) return undefined;
  row.cursor = at + stored.length;
  return (offset) => at + offset + (token.content.slice(0, offset).match(/\|/g)?.length ?? 0);
}
