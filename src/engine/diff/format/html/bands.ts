import { markup, trusted, type Html } from "../../../render/html/template.js";
import { counted } from "../../words/phrases.js";
import { bands, weightOf, type Band } from "../../rank.js";
import type { Entry } from "../outline.js";
import type { ChangeHtml } from "./change.js";

/** What stands in one band, by number and by length without pictures; the rest is left to the other formats. */
const mostChanges = 500;
const mostLength = 1_000_000;

export interface FilledBand extends Band {
  /** All of the band, whether they have room or not. */
  readonly count: number;
  readonly changes: readonly ChangeHtml[];
}

/** Changes by their effect, in the order in which they are ranked. */
export function bandsOf(
  entries: readonly Entry[],
  htmlOf: (entry: Entry) => ChangeHtml,
): readonly FilledBand[] {
  return bands.flatMap((band) => {
    const own = entries.filter(({ change }) => band.ranks.includes(weightOf(change).rank));
    const changes: ChangeHtml[] = [];
    let length = 0;
    for (const entry of own.slice(0, mostChanges)) {
      if (length > mostLength) break;
      const change = htmlOf(entry);
      length += change.length;
      changes.push(change);
    }
    return own.length === 0 ? [] : [{ ...band, count: own.length, changes }];
  });
}

export function bandHtml({ id, title, count, changes }: FilledBand, command: string): Html {
  const left = count - changes.length;
  return markup`<section class="band" aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="count">${count}</span></h2>
<div class="list">
${changes.map(({ html }) => trusted(html))}</div>
${
  left > 0 &&
  markup`<p class="note">${counted(left, "change")} of lesser effect ${left === 1 ? "is" : "are"} not in this page, which would grow too large: <code>${command} --format json</code> has all.</p>\n`
}</section>
`;
}
