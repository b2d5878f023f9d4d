/** Collects what a document needs while it is written, and assigns numbers to its parts. */
import {
  AlignmentType,
  BookmarkEnd,
  BookmarkStart,
  LevelFormat,
  type INumberingOptions,
  type Paragraph,
  type ParagraphChild,
} from "docx";
import { sha256 } from "../../../lib/hash.js";
import { step } from "./layout.js";
import { inParagraph } from "./xml.js";

type List = INumberingOptions["config"][number];

export class DocState {
  /** Anchors of the page that exist in the document; others cannot be linked to. */
  readonly anchors: ReadonlySet<string>;
  readonly lists: List[] = [];
  readonly #notes: (readonly Paragraph[])[] = [];
  /** By anchor on the page. */
  readonly #noteNumbers = new Map<string, number>();
  readonly #marked = new Set<string>();
  #pictures = 0;

  constructor(anchors: ReadonlySet<string>) {
    this.anchors = anchors;
  }

  /** A separate list, whose numbers start again. */
  list(kind: "bullets" | { readonly start: number }): string {
    const reference = kind === "bullets" ? "bullets" : `list-${this.lists.length}`;
    if (!this.lists.some((list) => list.reference === reference))
      this.lists.push({ reference, levels: Array.from({ length: 9 }, (_, level) => levelOf(kind, level)) });
    return reference;
  }

  /** The number of a footnote, and whether it is mentioned for the first time; then its text is requested. */
  note(
    anchor: string,
    text: () => readonly Paragraph[],
  ): { readonly number: number; readonly isFirst: boolean } {
    const known = this.#noteNumbers.get(anchor);
    if (known !== undefined) return { number: known, isFirst: false };
    const number = this.#notes.push([]);
    this.#noteNumbers.set(anchor, number);
    this.#notes[number - 1] = text();
    return { number, isFirst: true };
  }

  get notes(): Readonly<Record<string, { readonly children: readonly Paragraph[] }>> {
    return Object.fromEntries(this.#notes.map((children, index) => [String(index + 1), { children }]));
  }

  nextPicture(): number {
    return (this.#pictures += 1);
  }

  /** Adds a bookmark for links, once per anchor. */
  mark(anchor: string | undefined, children: readonly ParagraphChild[]): readonly ParagraphChild[] {
    if (anchor === undefined || this.#marked.has(anchor)) return children;
    this.#marked.add(anchor);
    const id = this.#marked.size;
    return [
      inParagraph(new BookmarkStart(bookmarkName(anchor), id)),
      ...children,
      inParagraph(new BookmarkEnd(id)),
    ];
  }
}

/** Word requires a letter, then letters, digits and underscores, at most 40 characters. */
export function bookmarkName(anchor: string): string {
  const hash = sha256(anchor).slice(0, 6);
  return `${`_${anchor}`
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_(?=[A-Za-z])/, "")
    .slice(0, 32)}_${hash}`;
}

const bullets = ["•", "–", "▪"];

function levelOf(kind: "bullets" | { readonly start: number }, level: number): List["levels"][number] {
  const style = { paragraph: { indent: { left: step * (level + 1), hanging: step } } };
  const place = { level, alignment: AlignmentType.LEFT, style };
  return kind === "bullets"
    ? { ...place, format: LevelFormat.BULLET, text: bullets[level % bullets.length] ?? "•" }
    : { ...place, format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start: kind.start };
}
