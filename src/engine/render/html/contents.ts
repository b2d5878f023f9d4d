import type { Heading } from "./headings.js";
import { markup, type Html } from "./template.js";

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
  return markup`<details class="contents">
<summary>Contents</summary>
<nav aria-label="Contents">
${list(entries)}</nav>
</details>
<nav class="rail" aria-label="Contents">
${list(entries)}</nav>
`;
}

function list(entries: readonly ContentsEntry[]): Html {
  return markup`<ol>
${entries.map(
  ({ parts, ...entry }) =>
    markup`<li>${link(entry)}${parts.length > 0 && markup`<ol>${parts.map((part) => markup`<li>${link(part)}</li>`)}</ol>`}</li>\n`,
)}</ol>
`;
}

function link({ id, text }: Heading): Html {
  return markup`<a href="#${id}">${text}</a>`;
}
