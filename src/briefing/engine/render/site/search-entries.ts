/** The entries of the search, read from the finished pages. site.ts adds the words that figures draw. */
import { Parser } from "htmlparser2";
import { EntryReader, tidy } from "../search/entry-reader.js";
import type { Html } from "../template.js";
import { withoutDrawings } from "./links.js";

/** Entries in page order; `first` is the entry of text before any anchor. */
export function searchEntries(html: string, first?: { readonly anchor: string; readonly title: string }) {
  const reader = new EntryReader(first);
  const parser = new Parser({
    onopentag(tag, { id, class: names = "", "aria-hidden": isSign }) {
      reader.opened({ tag, id, classes: names.split(" "), isSign: isSign === "true" });
    },
    ontext(text) {
      reader.text(text);
    },
    onclosetag(tag) {
      reader.closed(tag);
    },
  });
  parser.end(withoutDrawings(html));
  return reader.entries();
}

/** Markup without tags as text. */
export function words(html: Html): string {
  let text = "";
  const parser = new Parser({ ontext: (part) => (text += part) });
  parser.end(html.text);
  return tidy(text);
}
