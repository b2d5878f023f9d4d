/** Text with its marks: HTML inside of a paragraph → runs, links, footnotes, formulas, pictures. */
import {
  ExternalHyperlink,
  FootnoteReferenceRun,
  InternalHyperlink,
  TextRun,
  type IRunOptions,
  type Paragraph,
  type ParagraphChild,
} from "docx";
import { bookmarkName, type Book } from "./book.js";
import { attribute, hasClass, isElement, isText, outermost, textOf, type Element, type Node } from "./dom.js";
import { displayedFormula, formula } from "./math.js";
import { picture } from "./picture.js";
import { field, xmlText } from "./xml.js";

type Marks = Pick<
  IRunOptions,
  "bold" | "italics" | "strike" | "underline" | "superScript" | "subScript" | "style" | "shading"
>;

/** What a paragraph is made of before its blanks are those that are printed. */
type Piece =
  | { readonly kind: "text"; readonly text: string; readonly marks: Marks }
  | { readonly kind: "break" }
  | { readonly kind: "link"; readonly link: Link; readonly pieces: readonly Piece[] }
  | { readonly kind: "child"; readonly child: ParagraphChild };
type Link = { readonly url: string } | { readonly anchor: string };

/** Writes text for one place: the body, or a footnote, which can hold neither pictures nor footnotes. */
export class InlineWriter {
  readonly book: Book;
  readonly #place: "body" | "note";
  /** The paragraphs of a footnote, by the anchor that the page has for it. */
  readonly #noteText: (anchor: string) => readonly Paragraph[];

  constructor(book: Book, place: "body" | "note", noteText: (anchor: string) => readonly Paragraph[]) {
    this.book = book;
    this.#place = place;
    this.#noteText = noteText;
  }

  runs(nodes: readonly Node[], marks: Marks = {}): readonly ParagraphChild[] {
    return written(collapsed(nodes.flatMap((node) => this.#pieces(node, marks))));
  }

  #pieces(node: Node, marks: Marks): readonly Piece[] {
    if (isText(node)) return node.data === "" ? [] : [{ kind: "text", text: node.data, marks }];
    if (!isElement(node)) return [];
    const inside = (more: Marks = {}) =>
      node.children.flatMap((child) => this.#pieces(child, { ...marks, ...more }));
    switch (node.name) {
      case "b":
      case "strong":
        return inside({ bold: true });
      case "i":
      case "em":
      case "cite":
      case "var":
      case "dfn":
        return inside({ italics: true });
      case "u":
      case "ins":
        return inside({ underline: {} });
      case "s":
      case "del":
        return inside({ strike: true });
      case "sub":
        return inside({ subScript: true });
      case "sup":
        return hasClass(node, "footnote-ref") ? this.#footnote(node) : inside({ superScript: true });
      case "code":
      case "kbd":
      case "samp":
        return inside({ style: "CodeText" });
      case "mark":
        return inside({ shading: { fill: "FFF2B3" } });
      case "q":
        return [{ kind: "text", text: "“", marks }, ...inside(), { kind: "text", text: "”", marks }];
      case "br":
        return [{ kind: "break" }];
      case "a":
        return this.#link(node, inside);
      case "img":
        return this.#picture(node, marks);
      case "math":
        return [
          {
            kind: "child",
            child: attribute(node, "display") === "block" ? displayedFormula(node) : formula(node),
          },
        ];
      case "script":
      case "style":
        return [];
      case "span":
        if (hasClass(node, "unit"))
          return [{ kind: "text", text: "(", marks }, ...inside(), { kind: "text", text: ")", marks }];
        return isForScreensOnly(node) ? [] : inside();
      default:
        return isForScreensOnly(node) ? [] : inside();
    }
  }

  #link(node: Element, inside: (marks?: Marks) => readonly Piece[]): readonly Piece[] {
    const href = attribute(node, "href") ?? "";
    if (href.startsWith("#fnref")) return [];
    const link = linkOf(href, this.book.anchors);
    if (link === undefined || outermost(node.children, new Set(["img", "math"])).length > 0) return inside();
    return [{ kind: "link", link, pieces: inside({ style: "Hyperlink" }) }];
  }

  #picture(node: Element, marks: Marks): readonly Piece[] {
    const alt = attribute(node, "alt") ?? "";
    const [, mediaType, data] =
      /^data:(image\/(?:png|jpeg|gif|svg\+xml));base64,([A-Za-z0-9+/=]+)$/.exec(
        attribute(node, "src") ?? "",
      ) ?? [];
    if (mediaType === undefined || data === undefined || this.#place === "note")
      return [{ kind: "text", text: `[picture: ${alt}]`, marks }];
    const content = mediaType === "image/svg+xml" ? Buffer.from(data, "base64").toString("utf8") : data;
    const shown = { mediaType: mediaType as "image/png", data: content };
    return [{ kind: "child", child: picture(shown, { name: "Picture", alt }, this.book) }];
  }

  #footnote(node: Element): readonly Piece[] {
    const [link] = outermost(node.children, new Set(["a"]));
    const anchor = (link && attribute(link, "href"))?.slice(1) ?? "";
    if (this.#place === "note") return [{ kind: "text", text: textOf(node), marks: { superScript: true } }];
    const { number, isFirst } = this.book.note(anchor, () => this.#noteText(anchor));
    if (isFirst) {
      const mark = this.book.mark(anchor, [new FootnoteReferenceRun(number)]);
      return mark.map((child) => ({ kind: "child", child }));
    }
    const again = new TextRun({ text: String(number), style: "FootnoteReference" });
    const child = field(`NOTEREF ${bookmarkName(anchor)} \\f \\h`, again);
    return [{ kind: "child", child }];
  }
}

/** Elements for screens or screen readers only. */
const isForScreensOnly = (node: Element): boolean => hasClass(node, "unseen") || hasClass(node, "since");

/** Longer addresses Word does not open. */
const longestUrl = 2000;

/** Undefined where it leads to nothing that the document knows: a file beside the page, a cell. */
function linkOf(href: string, anchors: ReadonlySet<string>): Link | undefined {
  if (href.startsWith("#")) {
    const anchor = href.slice(1);
    return anchors.has(anchor) ? { anchor } : undefined;
  }
  if (!/^(?:https?|mailto):/i.test(href) || !URL.canParse(href)) return undefined;
  // Word takes an address with one of these for damage.
  const url = new URL(href).href.replace(/["<>\\^`{|}\s]/g, (sign) => encodeURIComponent(sign));
  return url.length > longestUrl ? undefined : { url };
}

/** Blanks as HTML has them: one for many, none at the beginning and the end of a line. */
function collapsed(pieces: readonly Piece[]): readonly Piece[] {
  let isAfterBlank = true;
  const collapse = (all: readonly Piece[]): readonly Piece[] =>
    all.flatMap((piece): readonly Piece[] => {
      if (piece.kind === "link") return [{ ...piece, pieces: collapse(piece.pieces) }];
      if (piece.kind !== "text") {
        isAfterBlank = piece.kind === "break";
        return [piece];
      }
      const single = piece.text.replace(/[ \t\n\r\f]+/g, " ");
      const text = isAfterBlank ? single.replace(/^ /, "") : single;
      if (text === "") return [];
      isAfterBlank = text.endsWith(" ");
      return [{ ...piece, text }];
    });
  return withoutLastBlank(collapse(pieces));
}

function withoutLastBlank(pieces: readonly Piece[]): readonly Piece[] {
  const last = pieces.at(-1);
  if (last === undefined) return [];
  const before = pieces.slice(0, -1);
  if (last.kind === "break") return withoutLastBlank(before);
  if (last.kind === "link") return [...before, { ...last, pieces: withoutLastBlank(last.pieces) }];
  if (last.kind !== "text") return pieces;
  const text = last.text.replace(/ +$/, "");
  return text === "" ? withoutLastBlank(before) : [...before, { ...last, text }];
}

function written(pieces: readonly Piece[]): readonly ParagraphChild[] {
  return pieces.flatMap((piece): readonly ParagraphChild[] => {
    switch (piece.kind) {
      case "text":
        return textRuns(piece.text, piece.marks);
      case "break":
        return [new TextRun({ break: 1 })];
      case "child":
        return [piece.child];
      case "link": {
        const children = written(piece.pieces);
        if (children.length === 0) return [];
        return "url" in piece.link
          ? [new ExternalHyperlink({ link: piece.link.url, children })]
          : [new InternalHyperlink({ anchor: bookmarkName(piece.link.anchor), children })];
      }
    }
  });
}

export function textRuns(text: string, marks: Marks = {}): readonly TextRun[] {
  return text === "" ? [] : [new TextRun({ ...marks, text: xmlText(text) })];
}
