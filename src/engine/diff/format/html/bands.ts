import { markup, trusted, type Html } from "../../../render/html/template.js";
import { counted } from "../../words/phrases.js";
import { bands, type Band } from "../../rank.js";
import type { Entry } from "../outline.js";
import { capital, changeKinds, kindNamed } from "../../kinds/index.js";
import type { ChangeHtml } from "./change.js";
import type { NumberedInputs } from "./inputs.js";

/** What stands in one band, by number and by length without pictures; the rest is left to the other formats. */
const mostChanges = 500;
const mostLength = 1_000_000;

interface FilledBand extends Band {
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
    const own = entries.filter(({ weight }) => band.ranks.includes(weight.rank));
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

/** Way through the page and, where scripts run, filters and steps from change to change. */
export function railHtml(bands: readonly FilledBand[], inputs: NumberedInputs): Html {
  return markup`<aside class="rail-diff" aria-label="Contents and filters">
<nav aria-label="Contents"><ol>
${inputs.groups.length > 0 && markup`<li><a href="#causes">Inputs that differ</a></li>\n`}${bands.map(({ id, title, count }) => markup`<li><a href="#${id}">${title}</a> <span class="muted">${count}</span></li>\n`)}</ol></nav>
${filtersHtml(bands, inputs)}</aside>
<nav class="steps" aria-label="From change to change" data-script hidden>
<button type="button" data-step="-1" aria-keyshortcuts="p">Previous <kbd>p</kbd></button>
<button type="button" data-step="1" aria-keyshortcuts="n">Next <kbd>n</kbd></button>
<span class="position" role="status"></span>
</nav>
`;
}

function filtersHtml(bands: readonly FilledBand[], { groups, numberOf }: NumberedInputs): Html {
  const changes = bands.flatMap((band) => band.changes);
  const kinds = changeKinds.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [{ kind, count, noun: kindNamed(kind).nouns[count === 1 ? 0 : 1] }];
  });
  const causes = new Set(changes.flatMap((change) => change.causes));
  const choices = groups.map(({ title, items }) => ({
    title,
    items: items.filter(({ key }) => causes.has(String(numberOf(key)))),
  }));
  return markup`<details class="filters" data-script hidden><summary>Filters</summary>
<fieldset><legend>Kinds</legend>
${kinds.map(({ kind, count, noun }) => markup`<label><input type="checkbox" name="kind" value="${kind}" checked> ${capital(noun)} <span class="muted">${count}</span></label>\n`)}</fieldset>
${
  causes.size > 0 &&
  markup`<p><label>Cause <select name="cause">
<option value="">any</option>
${causes.has("x") && markup`<option value="x">none: not deterministic</option>\n`}${choices.map(
    ({ title, items }) =>
      items.length > 0 &&
      markup`<optgroup label="${title}">
${items.map(({ key, words }) => markup`<option value="${numberOf(key)}">${words}</option>\n`)}</optgroup>
`,
  )}</select></label></p>
`
}<p><label><input type="checkbox" name="keys" checked> Keys <kbd>n</kbd> and <kbd>p</kbd> step</label></p>
<p class="shown" role="status"></p>
</details>
`;
}
