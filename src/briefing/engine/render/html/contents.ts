import type { Heading } from "../headings.js";
import { markup, trusted, type Html } from "../template.js";
import { labels } from "../labels.js";

/** A chapter or appendix, and the headings inside it. */
export interface ContentsEntry extends Heading {
  readonly parts: readonly Heading[];
}

/**
 * The contents twice, of which a screen shows one: folded into a bar that stays at the top, or beside the text if there
 * is space. `current` is the entry of this page, if it has a separate page. A page with one short chapter has none.
 */
export function contentsHtml(entries: readonly ContentsEntry[], current?: ContentsEntry): Html | undefined {
  if (entries.length + entries.flatMap(({ parts }) => parts).length < 3) return undefined;
  const items = entries.map((entry) => {
    const { parts } = entry;
    const isHere = entry.id === current?.id;
    const inside =
      parts.length > 0 && markup`<ol>${parts.map((part) => markup`<li>${link(part)}</li>`)}</ol>`;
    return markup`<li${isHere && markup` class="here"`}>${link(entry, isHere && markup` aria-current="page"`)}${inside}</li>\n`;
  });
  return markup`<details class="contents">
<summary>${labels.contents} <span class="at">${current?.text}</span></summary>
<nav aria-label="${labels.contents}">
<ol>
${items}</ol>
</nav>
</details>
<nav class="rail" aria-label="${labels.contents}">
<ol>
${items}</ol>
</nav>
`;
}

const link = ({ id, text }: Heading, mark: Html | false = false): Html =>
  markup`<a href="#${id}"${mark}>${text}</a>`;

export function permalink(id: string, name: string): Html {
  return markup`<a class="permalink" href="#${id}" aria-label="${labels.permalink(name)}"></a>`;
}

/** Adds a permalink to each visible heading that has an anchor. */
export function withPermalinks(page: Html): Html {
  return trusted(
    page.text.replace(
      /<h([2-6]) id="([^"]+)">([\s\S]*?)<\/h\1>/g,
      (_, level: string, id: string, content: string) =>
        `<h${level} id="${id}">${content}${permalink(id, labels.thisSection).text}</h${level}>`,
    ),
  );
}
