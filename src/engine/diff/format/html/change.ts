import { markup, type Html } from "../../../render/html/template.js";
import { safeName } from "../../../render/names.js";
import type { Change, ChangeKind } from "../../comparison.js";
import { describe, kindOf } from "../../kinds/index.js";
import type { Entry } from "../outline.js";
import { detailsHtml, spansHtml } from "./details.js";
import type { NumberedInputs } from "./inputs.js";
import type { Pictures } from "./pictures.js";

const mostCompanions = 200;

/** A change on the page, and what it is filtered by. */
export interface ChangeHtml {
  readonly kind: ChangeKind;
  /** Numbers of inputs; `x` where nothing explains the change. */
  readonly causes: readonly string[];
  readonly html: string;
  /** Length of its words: pictures have a limit of their own. */
  readonly length: number;
}

interface ChangeContext {
  readonly inputs: NumberedInputs;
  readonly pictures: Pictures;
}

export function changeHtml(entry: Entry, { inputs, pictures }: ChangeContext): ChangeHtml {
  const { change, label, title, head, amount, details, about } = entry;
  const numbers = change.why.causes.flatMap(({ input }) => inputs.numberOf(input) ?? []);
  const causes = change.why.status === "non-deterministic" ? ["x"] : numbers.map(String);
  const id = `c-${safeName(change.key)}`;
  const isNamed = title !== "" && title !== change.id;
  const hrefOf = (key: string) => {
    const number = inputs.numberOf(key);
    return number === undefined ? undefined : `#i-${number}`;
  };
  const { text } =
    markup`<article class="change ${change.kind} ${change.status}" id="${id}" data-kind="${change.kind}" data-causes="${causes.join(" ")}" tabindex="-1" aria-labelledby="${id}-h">
<h3 id="${id}-h"><span class="what">${label}</span> ${isNamed ? title : change.id}</h3>
${head.length > 0 && markup`<p class="number">${spansHtml(head)}${amount !== "" && ` ${amount}`}</p>\n`}${picturesHtml(change, pictures)}${detailsHtml(details)}${companionsHtml(entry, pictures)}<div class="about">
${isNamed && markup`<p><code>${change.id}</code></p>\n`}${detailsHtml(about, hrefOf)}</div></article>
`;
  const length = text.replace(/"data:image[^"]*"/g, "").length;
  return { kind: change.kind, causes, html: text, length };
}

function picturesHtml(change: Change, pictures: Pictures): Html | undefined {
  const files = kindOf(change).files?.(change);
  return files && pictures.html(change, files);
}

function companionsHtml({ companions }: Entry, pictures: Pictures): Html | undefined {
  if (companions.length === 0) return undefined;
  const left = companions.length - mostCompanions;
  const items = companions.slice(0, mostCompanions).map((change) => {
    const { label, title, head } = describe(change);
    return markup`<li><span class="what">${label}</span> ${title === "" ? change.id : title}${head.length > 0 && markup`: ${spansHtml(head)}`}${picturesHtml(change, pictures)}</li>\n`;
  });
  return markup`<details class="companions"><summary>All that was ${companions[0]?.status ?? "changed"} with it</summary>
<ul>
${items}</ul>
${left > 0 && markup`<p class="note">and ${left} more</p>\n`}</details>
`;
}
