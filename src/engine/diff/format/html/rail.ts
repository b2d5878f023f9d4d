import { markup, type Html } from "../../../render/html/template.js";
import { capital, changeKinds, kindNamed } from "../../kinds/index.js";
import type { FilledBand } from "./bands.js";
import type { NumberedInputs } from "./inputs.js";

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
