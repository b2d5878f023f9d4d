/**
 * The quiet sign beside whatever can be linked to: it leads to itself, and a script lets it copy its address. The style
 * draws it, so that it is no part of what it stands beside.
 */
import { labels } from "../labels.js";
import { markup, trusted, type Html } from "./template.js";

export function permalink(id: string, name: string): Html {
  return markup`<a class="permalink" href="#${id}" aria-label="${labels.permalink(name)}"></a>`;
}

/** The headings that have an anchor, each with its sign at its end; one that nobody sees has none. */
export function withPermalinks(page: Html): Html {
  return trusted(
    page.text.replace(
      /<h([2-6]) id="([^"]+)">([\s\S]*?)<\/h\1>/g,
      (_, level: string, id: string, content: string) =>
        `<h${level} id="${id}">${content}${permalink(id, labels.thisSection).text}</h${level}>`,
    ),
  );
}
