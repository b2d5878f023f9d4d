/**
 * The entries of the search: headings, definitions, figures, tables, claims and works cited, each with its text. For the
 * site they are read from the finished pages (site/search-entries.ts), on the single page by the reader's browser
 * (browser/page-entries.ts).
 */
import { entryKinds } from "./kinds.js";

/** Content that is repeated, the same in many places, or looked up rather than searched. */
const skipped = new Set(
  "panel code data try tools source chapter-link footnote-ref provenance said assumption".split(" "),
);
/** Classes whose text is the title of the enclosing entry. */
const titles = new Set(["finding", "statement"]);

interface Draft {
  readonly anchor: string;
  /** The number of open elements around it; a heading's entry continues until the next. */
  readonly depth: number;
  kind: string;
  title: string;
  text: string;
}

type Slot = "kind" | "title" | "text";

interface OpenTag {
  /** In lower case. */
  readonly tag: string;
  readonly id: string | undefined;
  readonly classes: readonly string[];
  /** Hidden from screen readers. */
  readonly isSign: boolean;
}

/** Reads markup without drawings and programs, tag by tag; `first` is the entry of text before any anchor. */
export class EntryReader {
  readonly #entries: Draft[] = [];
  readonly #open: Draft[] = [];
  #depth = 0;
  #hidden: number | undefined;
  /** Publisher, contact and the like are no definitions. */
  #isImprint = false;
  #slot: { readonly name: Slot; readonly depth: number } = { name: "text", depth: 0 };

  constructor(first?: Pick<Draft, "anchor" | "title">) {
    if (first !== undefined) this.#begin(first.anchor, 0, "", first.title);
  }

  #begin(anchor: string, depth: number, kind = "", title = ""): void {
    const draft = { anchor, depth, kind, title, text: "" };
    this.#entries.push(draft);
    this.#open.push(draft);
  }

  opened({ tag, id, classes, isSign }: OpenTag): void {
    this.#depth += 1;
    const depth = this.#depth;
    if (this.#hidden !== undefined) return;
    const around = this.#open.at(-1);
    if (around !== undefined && !inline.has(tag)) around[this.#slot.name] += " ";
    // The title of the page, and text for screen readers only.
    const isAside = isSign || tag === "h1" || (tag === "span" && classes.includes("unseen"));
    if (isAside || classes.some((name) => skipped.has(name))) {
      this.#hidden = depth;
      return;
    }
    if (tag === "dl") this.#isImprint = classes.includes("imprint");
    if (tag === "dt" && around !== undefined && !this.#isImprint) {
      // A term, with what follows until the next one; it has no place of its own.
      if (around.kind === entryKinds.definition) this.#open.pop();
      this.#begin(around.anchor, depth - 1, entryKinds.definition);
      this.#slot = { name: "title", depth };
    } else if (id !== undefined && /^h[2-6]$/.test(tag)) {
      // A heading ends the part before it.
      this.#open.length = 0;
      this.#begin(id, 0);
      this.#slot = { name: "title", depth };
    } else if (id !== undefined && (tag === "figure" || tag === "article")) {
      this.#begin(id, depth, tag === "article" ? entryKinds.claim : "");
    } else if (id?.startsWith("ref-") === true) {
      this.#begin(id, depth, entryKinds.reference);
    } else if (classes.some((name) => titles.has(name))) this.#slot = { name: "title", depth };
    else if (tag === "span" && classes.includes("number")) this.#slot = { name: "kind", depth };
  }

  text(words: string): void {
    const entry = this.#open.at(-1);
    if (this.#hidden === undefined && entry !== undefined) entry[this.#slot.name] += words;
  }

  closed(tag: string): void {
    const depth = this.#depth;
    if (this.#hidden === depth) this.#hidden = undefined;
    if (this.#hidden === undefined) {
      const entry = this.#open.at(-1);
      if (entry !== undefined && !inline.has(tag)) entry[this.#slot.name] += tag === "td" ? "; " : " ";
      if (this.#slot.depth === depth) this.#slot = { name: "text", depth: 0 };
      if (entry !== undefined && entry.depth === depth) this.#open.pop();
    }
    this.#depth -= 1;
  }

  /** In page order. */
  entries() {
    return this.#entries.map(finished).filter(({ title, text }) => title !== "" || text !== "");
  }
}

const inline = new Set("a abbr b button cite code data em i mark span strong sub sup u".split(" "));

/** `kind` is `Figure 3` or `Claim`; empty for a heading. */
function finished({ anchor, kind, title, text }: Draft) {
  const words = tidy(text);
  const named = tidy(title);
  return {
    anchor,
    kind: tidy(kind).replace(/[.:]$/, ""),
    // Without a title, the first words are used.
    title: named === "" ? beginning(words) : named,
    text: named === "" && words.length <= longestTitle ? "" : words,
  };
}

export const tidy = (text: string): string => text.replace(/[\s\u00ad\u2060]+/g, " ").trim();

/** The text of an entry with what a figure draws besides: its alternative text, and the names among its data. */
export function withDrawnWords(text: string, alternative: string, names: Iterable<string>): string {
  const all = [text, alternative, [...new Set(names)].join("; ")];
  return all.filter((part) => part !== "").join(" ");
}

const longestTitle = 90;

function beginning(words: string): string {
  if (words.length <= longestTitle) return words;
  return `${words.slice(0, longestTitle).replace(/\s+\S*$/, "")} …`;
}
