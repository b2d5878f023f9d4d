/** Where the content of an inline token stands in the source. */
import type { Token } from "markdown-it";

export type OffsetMap = (offset: number) => number;

/** Maps of the inline tokens of a text, one after the other. */
export class Offsets {
  readonly #source: string;
  readonly #lineStarts: readonly number[];
  #row: { readonly line: number; cursor: number } | undefined;

  constructor(source: string) {
    this.#source = source;
    this.#lineStarts = [0, ...[...source.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  /** Of a line, counted from 0; the end of the text for one behind the last. */
  startOf(line: number): number {
    return this.#lineStarts[line] ?? this.#source.length;
  }

  /** Undefined for other tokens than inline ones, and where the content is not found. */
  mapOf(token: Token): OffsetMap | undefined {
    if (token.type === "tr_open" && token.map)
      this.#row = { line: token.map[0], cursor: this.startOf(token.map[0]) };
    if (token.type === "tr_close") this.#row = undefined;
    if (token.type !== "inline") return undefined;
    return this.#row === undefined ? this.#mapLines(token) : this.#mapTableCell(token, this.#row);
  }

  /** Lines of a paragraph or heading: each is its source line without marks of containers before it. */
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
      // The content's own indent may be spaces made of a tab.
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
