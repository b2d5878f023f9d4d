import type { Heading } from "../headings.js";
import { markup, type Html } from "./template.js";
import { labels } from "../labels.js";

/** A chapter or appendix, and the headings inside it. */
export interface ContentsEntry extends Heading {
  readonly parts: readonly Heading[];
}

/**
 * The contents twice, of which a screen shows one: folded below the head, or beside the text where there is room. A page
 * of one short chapter has none.
 */
export function contentsHtml(entries: readonly ContentsEntry[]): Html | undefined {
  if (entries.length + entries.flatMap(({ parts }) => parts).length < 3) return undefined;
  const items = entries.map(({ parts, ...entry }) => {
    const inside =
      parts.length > 0 && markup`<ol>${parts.map((part) => markup`<li>${link(part)}</li>`)}</ol>`;
    return markup`<li>${link(entry)}${inside}</li>\n`;
  });
  return markup`<details class="contents">
<summary>${labels.contents}</summary>
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

const link = ({ id, text }: Heading): Html => markup`<a href="#${id}">${text}</a>`;
