import type { InputChange } from "../../causes/input-change.js";
import { markup, type Html } from "../../../render/html/template.js";
import { capital, changeKinds, kindNamed } from "../../kinds/index.js";
import { inputWords } from "../../causes/input-change.js";
import type { InputUse } from "../causes.js";
import type { FilledBand } from "./bands.js";

const groups: readonly (readonly [string, readonly InputChange["kind"][]])[] = [
  ["Data", ["data"]],
  ["Packages and parameters", ["package", "parameters"]],
  ["Modules", ["module"]],
  ["Cells", ["cell"]],
];

/** Way through the page and, where scripts run, filters and steps from change to change. */
export function railHtml(
  bands: readonly FilledBand[],
  uses: readonly InputUse[],
  numberOf: (key: string) => number | undefined,
): Html {
  return markup`<aside class="rail-diff" aria-label="Contents and filters">
<nav aria-label="Contents"><ol>
${uses.length > 0 && markup`<li><a href="#causes">Inputs that differ</a></li>\n`}${bands.map(({ id, title, count }) => markup`<li><a href="#${id}">${title}</a> <span class="muted">${count}</span></li>\n`)}</ol></nav>
${filtersHtml(bands, uses, numberOf)}</aside>
<nav class="steps" aria-label="From change to change" data-script hidden>
<button type="button" data-step="-1" aria-keyshortcuts="p">Previous <kbd>p</kbd></button>
<button type="button" data-step="1" aria-keyshortcuts="n">Next <kbd>n</kbd></button>
<span class="position" role="status"></span>
</nav>
`;
}

function filtersHtml(
  bands: readonly FilledBand[],
  uses: readonly InputUse[],
  numberOf: (key: string) => number | undefined,
): Html {
  const entries = bands.flatMap((band) => band.entries);
  const kinds = changeKinds.flatMap((kind) => {
    const count = entries.filter((entry) => entry.kind === kind).length;
    return count === 0 ? [] : [{ kind, count }];
  });
  const causes = new Set(entries.flatMap((entry) => entry.causes));
  const known = uses.flatMap(({ key, input }) => {
    const number = numberOf(key);
    return number !== undefined && causes.has(String(number)) ? [{ number, input }] : [];
  });
  return markup`<details class="filters" data-script hidden><summary>Filters</summary>
<fieldset><legend>Kinds</legend>
${kinds.map(({ kind, count }) => markup`<label><input type="checkbox" name="kind" value="${kind}" checked> ${capital(kindNamed(kind).nouns[count === 1 ? 0 : 1])} <span class="muted">${count}</span></label>\n`)}</fieldset>
${known.length + Number(causes.has("x")) > 0 && causeSelect(known, causes.has("x"))}<p><label><input type="checkbox" name="keys" checked> Keys <kbd>n</kbd> and <kbd>p</kbd> step</label></p>
<p class="shown" role="status"></p>
</details>
`;
}

function causeSelect(
  known: readonly { readonly number: number; readonly input: InputChange }[],
  hasUnexplained: boolean,
): Html {
  return markup`<p><label>Cause <select name="cause">
<option value="">any</option>
${hasUnexplained && markup`<option value="x">none: not deterministic</option>\n`}${groups.map(
    ([title, kinds]) => {
      const own = known.filter(({ input }) => kinds.includes(input.kind));
      return (
        own.length > 0 &&
        markup`<optgroup label="${title}">
${own.map(({ number, input }) => markup`<option value="${number}">${inputWords(input)}</option>\n`)}</optgroup>
`
      );
    },
  )}</select></label></p>
`;
}
