/** Inline content: HTML inside a paragraph → runs, links, footnotes, formulas, pictures. */
import {
  ExternalHyperlink,
  FootnoteReferenceRun,
  InternalHyperlink,
  TextRun,
  type IRunOptions,
  type Paragraph,
  type ParagraphChild,
} from "docx";
import { bookmarkName, type DocState } from "./doc-state.js";
import {
  attribute,
  hasClass,
  isElement,
  isText,
  outermost,
  textContent,
  type Element,
  type Node,
} from "./dom.js";
import { formula } from "./math.js";
import { picture } from "./picture.js";
import { field, xmlText } from "./xml.js";

type Marks = Pick<
  IRunOptions,
  "bold" | "italics" | "strike" | "underline" | "superScript" | "subScript" | "style" | "shading"
>;

/** A piece of a paragraph before white space is collapsed. */
type Piece =
  | { readonly kind: "text"; readonly text: string; readonly marks: Marks }
  | { readonly kind: "break" }
  | { readonly kind: "link"; readonly link: Link; readonly pieces: readonly Piece[] }
  | { readonly kind: "child"; readonly child: ParagraphChild };
type Link = { readonly url: string } | { readonly anchor: string };

/** Writes text for the body or for a footnote, which can contain neither pictures nor footnotes. */
export class InlineWriter {
  readonly doc: DocState;
  readonly #place: "body" | "note";
  /** The paragraphs of a footnote, by its anchor on the page. */
  readonly #noteText: (anchor: string) => readonly Paragraph[];

  constructor(doc: DocState, place: "body" | "note", noteText: (anchor: string) => readonly Paragraph[]) {
    this.doc = doc;
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
    const between = (before: string, after: string): readonly Piece[] => [
      { kind: "text", text: before, marks },
      ...inside(),
      { kind: "text", text: after, marks },
    ];
    if (hasClass(node, "footnote-ref")) return this.#footnote(node);
    if (hasClass(node, "unit")) return between("(", ")");
    // For screens or screen readers only.
    if (["unseen", "since"].some((name) => hasClass(node, name))) return [];
    switch (node.name) {
      case "q":
        return between("“", "”");
      case "br":
        return [{ kind: "break" }];
      case "a":
        return this.#link(node, inside);
      case "img":
        return this.#picture(node, marks);
      case "math":
        return [{ kind: "child", child: formula(node) }];
      case "script":
      case "style":
        return [];
      default:
        return inside(marksByName.get(node.name));
    }
  }

  #link(node: Element, inside: (marks?: Marks) => readonly Piece[]): readonly Piece[] {
    const href = attribute(node, "href") ?? "";
    if (href.startsWith("#fnref")) return [];
    const link = linkOf(href, this.doc.anchors);
    if (link === undefined || outermost(node.children, new Set(["img", "math"])).length > 0) return inside();
    return [{ kind: "link", link, pieces: inside({ style: "Hyperlink" }) }];
  }

  #picture(node: Element, marks: Marks): readonly Piece[] {
    const alt = attribute(node, "alt") ?? "";
    const [, mediaType, data] = pictureUri.exec(attribute(node, "src") ?? "") ?? [];
    if (mediaType === undefined || data === undefined || this.#place === "note")
      return [{ kind: "text", text: `[picture: ${alt}]`, marks }];
    const content = mediaType === "image/svg+xml" ? Buffer.from(data, "base64").toString("utf8") : data;
    const shown = { mediaType: mediaType as "image/png", data: content };
    return [{ kind: "child", child: picture(shown, { name: "Picture", alt }, this.doc) }];
  }

  #footnote(node: Element): readonly Piece[] {
    const [link] = outermost(node.children, new Set(["a"]));
    const anchor = (link && attribute(link, "href"))?.slice(1) ?? "";
    if (this.#place === "note")
      return [{ kind: "text", text: textContent(node), marks: { superScript: true } }];
    const { number, isFirst } = this.doc.note(anchor, () => this.#noteText(anchor));
    if (isFirst) {
      const mark = this.doc.mark(anchor, [new FootnoteReferenceRun(number)]);
      return mark.map((child) => ({ kind: "child", child }));
    }
    const again = new TextRun({ text: String(number), style: "FootnoteReference" });
    const child = field(`NOTEREF ${bookmarkName(anchor)} \\f \\h`, again);
    return [{ kind: "child", child }];
  }
}

const named = (names: string, marks: Marks) => names.split(" ").map((name) => [name, marks] as const);

const marksByName: ReadonlyMap<string, Marks> = new Map([
  ...named("b strong", { bold: true }),
  ...named("i em cite var dfn", { italics: true }),
  ...named("u ins", { underline: {} }),
  ...named("s del", { strike: true }),
  ...named("sub", { subScript: true }),
  ...named("sup", { superScript: true }),
  ...named("code kbd samp", { style: "CodeText" }),
  ...named("mark", { shading: { fill: "FFF2B3" } }),
]);

const pictureUri = /^data:(image\/(?:png|jpeg|gif|svg\+xml));base64,([A-Za-z0-9+/=]+)$/;

/** Word does not open longer addresses. */
const longestUrl = 2000;

/** Undefined for targets outside the document: a file beside the page, a cell. */
function linkOf(href: string, anchors: ReadonlySet<string>): Link | undefined {
  if (href.startsWith("#")) {
    const anchor = href.slice(1);
    return anchors.has(anchor) ? { anchor } : undefined;
  }
  if (!/^(?:https?|mailto):/i.test(href) || !URL.canParse(href)) return undefined;
  // Word reports a file with one of these in an address as damaged.
  const url = new URL(href).href.replace(/["<>\\^`{|}\s]/g, (sign) => encodeURIComponent(sign));
  return url.length > longestUrl ? undefined : { url };
}

/** Collapses white space as HTML does, and removes it at the start and end of a line. */
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
