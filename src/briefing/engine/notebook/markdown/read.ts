/** Parses a Markdown text once: what it contains, with offsets into the source. */
import type { Token } from "markdown-it";
import { markdown } from "./parser.js";
import { referencesIn, type Formula, type FoundReference, type Range } from "./syntax.js";

/** A code span and its content. */
export interface CodeSpan extends Range {
  /** As CommonMark reads it: without the markers of quotations and lists, escaped pipes in tables resolved. */
  readonly content: string;
  /** Offset in the source of the character at an offset of `content`. */
  readonly offsetOf: (at: number) => number;
}

export interface FoundFormula extends Range {
  /** As written, including its delimiters. */
  readonly whole: string;
  readonly formula: Formula;
}

/** The target of a link or picture, as written, also in raw HTML. */
export interface FoundLink {
  readonly kind: "link" | "picture";
  readonly target: string;
  /** The place of the target in the source. */
  readonly at: number;
}

/** Whole lines of a text. */
export interface Block extends Range {
  readonly kind: "code" | "html" | "heading" | "numbered item";
}

/** A paragraph, heading or cell of a table, with the lines or the part of the line that it takes. */
export interface TextBlock extends Range {
  readonly kind: "paragraph" | "heading" | "cell";
  /** Whose words they are: those in a quotation are not the author’s; those in an alert, such as `> [!NOTE]`, are. */
  readonly voice: "author" | "quotation";
}

interface Read {
  readonly texts: readonly TextBlock[];
  readonly spans: readonly (CodeSpan | FoundFormula)[];
  readonly targets: readonly Target[];
  readonly blocks: readonly Block[];
}

/** Checks, execution and page all need the same texts. */
const known = new Map<string, Read>();
const mostKnown = 500;

function read(source: string): Read {
  const before = known.get(source);
  if (before !== undefined) return before;
  const tokens = markdown().parse(source, {});
  const offsets = new Offsets(source);
  const found: Read = {
    spans: tokens.flatMap((token) => {
      const map = offsets.mapOf(token);
      return map === undefined ? [] : [...spansIn(token.children ?? [], 0, token.content, map)];
    }),
    texts: textsOf(tokens, offsets),
    targets: targetsIn(tokens),
    blocks: tokens.flatMap((token) => blockOf(token, offsets)),
  };
  if (known.size >= mostKnown) known.clear();
  known.set(source, found);
  return found;
}

export const findCodeSpans = (source: string): readonly CodeSpan[] =>
  source.includes("`") ? read(source).spans.flatMap((span) => ("content" in span ? [span] : [])) : [];

export const findFormulas = (source: string): readonly FoundFormula[] =>
  source.includes("$") ? read(source).spans.flatMap((span) => ("formula" in span ? [span] : [])) : [];

export const findBlocks = (source: string): readonly Block[] => read(source).blocks;

export const findTexts = (source: string): readonly TextBlock[] => read(source).texts;

/** Citations and cross-references; code and HTML blocks contain none. */
export function findReferences(source: string): readonly FoundReference[] {
  const found = referencesIn(source);
  if (found.length === 0) return [];
  const blocks = findBlocks(source).filter(({ kind }) => kind === "code" || kind === "html");
  const silent = [...findCodeSpans(source), ...blocks];
  return found.filter(({ start }) => !silent.some((span) => start >= span.start && start < span.end));
}

/** Links are in text order; the range of a reference link is that of its definition. */
export function findLinks(source: string): readonly FoundLink[] {
  if (!/[[<]/.test(source)) return [];
  let cursor = 0;
  return read(source).targets.map((link) => {
    const ahead = source.indexOf(link.target, cursor);
    if (ahead >= 0 && link.target !== "") cursor = ahead + link.target.length;
    return { ...link, at: ahead >= 0 ? ahead : Math.max(0, source.indexOf(link.target)) };
  });
}

const blockKinds: ReadonlyMap<string, Block["kind"]> = new Map([
  ["fence", "code"],
  ["code_block", "code"],
  ["html_block", "html"],
  ["heading_open", "heading"],
]);

function blockOf({ type, map, markup }: Token, offsets: Offsets): readonly Block[] {
  const kind = type === "list_item_open" && /^[.)]$/.test(markup) ? "numbered item" : blockKinds.get(type);
  if (map === null || kind === undefined) return [];
  return [{ kind, start: offsets.startOf(map[0]), end: offsets.startOf(map[1]) }];
}

function textsOf(tokens: readonly Token[], offsets: Offsets): readonly TextBlock[] {
  const quotations: boolean[] = [];
  return tokens.flatMap((token, index): readonly TextBlock[] => {
    const { type, map, content } = token;
    if (type === "blockquote_open") quotations.push(!isAlert(tokens, index));
    if (type === "blockquote_close") quotations.pop();
    const place = offsets.mapOf(token);
    if (type !== "inline" || place === undefined || content.trim() === "") return [];
    const opening = tokens[index - 1]?.type ?? "";
    const voice = quotations.includes(true) ? "quotation" : "author";
    if (/^t[hd]_open$/.test(opening))
      return [{ kind: "cell", voice, start: place(0), end: place(content.length - 1) + 1 }];
    if (map === null) return [];
    const kind = opening === "heading_open" ? "heading" : "paragraph";
    return [{ kind, voice, start: offsets.startOf(map[0]), end: offsets.startOf(map[1]) }];
  });
}

const isAlert = (tokens: readonly Token[], opening: number): boolean =>
  /^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]/i.test(
    tokens.slice(opening).find(({ type }) => type === "inline")?.content ?? "",
  );

/** Code and formulas in text order; `base` is where the tokens begin in the content that `map` maps to the source. */
function* spansIn(
  tokens: readonly Token[],
  base: number,
  content: string,
  map: OffsetMap,
): Generator<CodeSpan | FoundFormula> {
  for (const { type, markup, meta, content: whole, children } of tokens) {
    if (type !== "code_inline" && type !== "formula" && type !== "image") continue;
    const place = meta as Range;
    const start = base + place.start;
    const end = base + place.end;
    const range = { start: map(start), end: map(end - 1) + 1 };
    if (type === "image") yield* spansIn(children ?? [], start + "![".length, content, map);
    else if (type === "code_inline") {
      const inside = start + markup.length;
      const offsetOf = (at: number) => map(inside + at);
      yield { ...range, content: content.slice(inside, end - markup.length), offsetOf };
    } else {
      const { tex, display } = meta as Formula;
      yield { ...range, whole, formula: { tex, display } };
      // Formulas can contain values.
      const mark = whole.startsWith("$$") ? 2 : 1;
      const [inner] = markdown().parseInline(whole.slice(mark, -mark), {});
      yield* spansIn(inner?.children ?? [], start + mark, content, map);
    }
  }
}

type Target = Omit<FoundLink, "at">;

function targetsIn(tokens: readonly Token[]): readonly Target[] {
  return tokens.flatMap((token): readonly Target[] => {
    if (token.type === "link_open") return [{ kind: "link", target: token.attrGet("href") ?? "" }];
    if (token.type === "image")
      return [{ kind: "picture", target: token.attrGet("src") ?? "" }, ...targetsIn(token.children ?? [])];
    if (token.type === "html_inline" || token.type === "html_block") return targetsOfHtml(token.content);
    return token.children === null ? [] : targetsIn(token.children);
  });
}

function targetsOfHtml(html: string): readonly Target[] {
  const tags = html
    .replace(/<!--[\s\S]*?-->/g, "")
    .matchAll(/<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi);
  return [...tags].map(([, tag = "", double, single]) => ({
    kind: tag.toLowerCase() === "a" ? "link" : "picture",
    target: double ?? single ?? "",
  }));
}

type OffsetMap = (offset: number) => number;

/** Maps of the inline tokens of a text, in order. */
class Offsets {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  #row: { readonly line: number; cursor: number } | undefined;

  constructor(source: string) {
    this.#source = source;
    this.#lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Start of a line, counted from 0; the end of the text if there is no such line. */
  startOf(line: number): number {
    return this.#lineStarts[line] ?? this.#source.length;
  }

  /** Undefined for tokens other than inline ones, and if the content is not found. */
  mapOf(token: Token): OffsetMap | undefined {
    if (token.type === "tr_open" && token.map)
      this.#row = { line: token.map[0], cursor: this.startOf(token.map[0]) };
    if (token.type === "tr_close") this.#row = undefined;
    if (token.type !== "inline") return undefined;
    return this.#row === undefined ? this.#mapLines(token) : this.#mapTableCell(token, this.#row);
  }

  /** Lines of a paragraph or heading: each is its source line without container markers before it. */
  #mapLines({ map, content: text }: Token): OffsetMap | undefined {
    if (!map) return undefined;
    const [firstLine] = map;
    const pieces: { readonly content: number; readonly source: number }[] = [];
    let content = 0;
    for (const [index, line] of text.split("\n").entries()) {
      const from = this.#lineStarts[firstLine + index];
      if (from === undefined) return undefined;
      const next = this.#lineStarts[firstLine + index + 1] ?? this.#source.length + 1;
      const stored = this.#source.slice(from, next - 1);
      // The content's own indent may consist of spaces expanded from a tab.
      const words = line.trimStart();
      const at = words === "" ? stored.length : stored.lastIndexOf(words);
      if (at < 0) return undefined;
      pieces.push({ content: content + line.length - words.length, source: from + at });
      content += line.length + 1;
    }
    return (offset) => {
      const piece = pieces.findLast((each) => each.content <= offset) ?? pieces[0];
      return piece === undefined ? offset : piece.source + offset - piece.content;
    };
  }

  /** Cells of a table row follow one another in one source line; a pipe inside one is written `\|`. */
  #mapTableCell({ content }: Token, row: { cursor: number }): OffsetMap | undefined {
    const stored = content.replaceAll("|", "\\|");
    const at = this.#source.indexOf(stored, row.cursor);
    if (at < 0) return undefined;
    row.cursor = at + stored.length;
    return (offset) => at + offset + (content.slice(0, offset).match(/\|/g)?.length ?? 0);
  }
}
