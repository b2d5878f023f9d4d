/**
 * The entries of the search: headings, definitions, figures, tables, claims and works cited, each with its text, read from
 * the finished pages. site.ts adds the words that figures draw.
 */
import { Parser } from "htmlparser2";
import type { Html } from "../template.js";
import { labels } from "../labels.js";
import { withoutDrawings } from "./links.js";

/** Content that is repeated, the same in many places, or looked up rather than searched. */
const skipped = new Set("panel code data tools source chapter-link footnote-ref provenance".split(" "));
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

/** Entries in page order; `first` is the entry of text before any anchor. */
export function searchEntries(html: string, first?: Pick<Draft, "anchor" | "title">) {
  const entries: Draft[] = [];
  const open: Draft[] = [];
  const begin = (anchor: string, depth: number, kind = "", title = ""): void => {
    const draft = { anchor, depth, kind, title, text: "" };
    entries.push(draft);
    open.push(draft);
  };
  if (first !== undefined) begin(first.anchor, 0, "", first.title);
  let depth = 0;
  let hidden: number | undefined;
  /** Publisher, contact and the like are no definitions. */
  let isImprint = false;
  let slot: { readonly name: Slot; readonly depth: number } = { name: "text", depth: 0 };

  const parser = new Parser({
    onopentag(tag, { id, class: names = "", "aria-hidden": isSign }) {
      depth += 1;
      if (hidden !== undefined) return;
      const classes = names.split(" ");
      const around = open.at(-1);
      if (around !== undefined && !inline.has(tag)) around[slot.name] += " ";
      // The title of the page, and text for screen readers only.
      const isAside = isSign === "true" || tag === "h1" || (tag === "span" && classes.includes("unseen"));
      if (isAside || classes.some((name) => skipped.has(name))) {
        hidden = depth;
        return;
      }
      if (tag === "dl") isImprint = classes.includes("imprint");
      if (tag === "dt" && around !== undefined && !isImprint) {
        // A term, with what follows until the next one; it has no place of its own.
        if (around.kind === labels.definition) open.pop();
        begin(around.anchor, depth - 1, labels.definition);
        slot = { name: "title", depth };
      } else if (id !== undefined && /^h[2-6]$/.test(tag)) {
        // A heading ends the part before it.
        while (open.length > 0) open.pop();
        begin(id, 0);
        slot = { name: "title", depth };
      } else if (id !== undefined && (tag === "figure" || tag === "article")) {
        begin(id, depth, tag === "article" ? labels.claim : "");
      } else if (id?.startsWith("ref-") === true) {
        begin(id, depth, labels.reference);
      } else if (classes.some((name) => titles.has(name))) slot = { name: "title", depth };
      else if (tag === "span" && classes.includes("number")) slot = { name: "kind", depth };
    },
    ontext(text) {
      const entry = open.at(-1);
      if (hidden === undefined && entry !== undefined) entry[slot.name] += text;
    },
    onclosetag(tag) {
      if (hidden === depth) hidden = undefined;
      if (hidden === undefined) {
        const entry = open.at(-1);
        if (entry !== undefined && !inline.has(tag)) entry[slot.name] += tag === "td" ? "; " : " ";
        if (slot.depth === depth) slot = { name: "text", depth: 0 };
        if (entry !== undefined && entry.depth === depth) open.pop();
      }
      depth -= 1;
    },
  });
  parser.end(withoutDrawings(html));
  return entries.map(finished).filter(({ title, text }) => title !== "" || text !== "");
}

/** Markup without tags as text. */
export function words(html: Html): string {
  let text = "";
  const parser = new Parser({ ontext: (part) => (text += part) });
  parser.end(html.text);
  return tidy(text);
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

const tidy = (text: string): string => text.replace(/[\s\u00ad\u2060]+/g, " ").trim();

const longestTitle = 90;

function beginning(words: string): string {
  if (words.length <= longestTitle) return words;
  return `${words.slice(0, longestTitle).replace(/\s+\S*$/, "")} …`;
}
