import type { Change } from "../../comparison.js";
import { markup, trusted, type Html } from "../../../render/html/template.js";
import { scriptJson } from "../../../render/html/browser-script.js";
import { weightOf } from "../../rank.js";
import { counted } from "../../kinds/kind.js";
import { changeEntry, type ChangeContext, type Entry } from "./change.js";

/** Changes of a band that stand in the page from the start, by number and by length without pictures. */
const openChanges = 250;
const openLength = 1_000_000;
/** What may wait in each band until a reader asks for it; the rest is left to the other formats. */
const waitingLength = 2_500_000;

interface Band {
  readonly id: string;
  readonly title: string;
  readonly ranks: readonly number[];
}

/** Parts of the page, by effect: the same order in which changes are ranked. */
const bands: readonly Band[] = [
  { id: "claims", title: "Verdicts and claims", ranks: [0, 1] },
  { id: "values", title: "Values", ranks: [2] },
  { id: "data", title: "Figures and tables: data", ranks: [3, 4] },
  { id: "came", title: "Added and removed", ranks: [5] },
  { id: "looks", title: "Figures: how they look", ranks: [6] },
  { id: "words", title: "Words", ranks: [7, 8, 9] },
  { id: "rest", title: "Order, names and code", ranks: [10, 11, 12, 13] },
];

export interface FilledBand extends Band {
  readonly count: number;
  readonly entries: readonly Entry[];
  readonly html: Html;
}

export function bandsOf(
  changes: readonly Change[],
  context: ChangeContext,
  command: string,
): readonly FilledBand[] {
  return bands.flatMap((band) => {
    const own = changes.filter((change) => band.ranks.includes(weightOf(change).rank));
    if (own.length === 0) return [];
    const open: Entry[] = [];
    const later: Entry[] = [];
    let length = 0;
    let waiting = waitingLength;
    let left = 0;
    for (const change of own) {
      if (waiting <= 0) {
        left += 1;
        continue;
      }
      const entry = changeEntry(change, context);
      length += entry.length;
      if (later.length === 0 && (open.length === 0 || (open.length < openChanges && length <= openLength)))
        open.push(entry);
      else {
        later.push(entry);
        waiting -= entry.length;
      }
    }
    const html = bandHtml(band, own.length, { open, later, left }, command);
    return [{ ...band, count: own.length, entries: [...open, ...later], html }];
  });
}

interface Filling {
  readonly open: readonly Entry[];
  readonly later: readonly Entry[];
  readonly left: number;
}

function bandHtml({ id, title }: Band, count: number, { open, later, left }: Filling, command: string): Html {
  return markup`<section class="band" aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="count">${count}</span></h2>
<div class="list">
${open.map(({ html }) => trusted(html))}</div>
${later.length > 0 && laterHtml(later, command)}${
    left > 0 &&
    markup`<p class="note">${counted(left, "change")} of lesser effect ${left === 1 ? "is" : "are"} not in this page, which would grow too large: <code>${command} --format json</code> has all.</p>\n`
  }</section>
`;
}

function laterHtml(later: readonly Entry[], command: string): Html {
  const rows = later.map(({ kind, causes, html }) => [kind, causes.join(" "), html]);
  return markup`<script type="application/json" class="later">${trusted(scriptJson(rows))}</script>
<p class="more"><button type="button" hidden>Show more</button><noscript>${counted(later.length, "more change")} of lesser effect: shown here where scripts run, printed by <code>${command}</code>.</noscript></p>
`;
}
