import { markup, type Html } from "../../../render/html/template.js";
import { counted } from "../../words/phrases.js";
import type { InputGroup, InputItem, Outline } from "../outline.js";
import { detailsHtml, spansHtml } from "./details.js";

/** Inputs that differ by the numbers under which changes refer to them. */
export interface NumberedInputs {
  readonly groups: readonly InputGroup[];
  readonly numberOf: (key: string) => number | undefined;
}

export function numbered({ effective, without }: Outline["inputs"]): NumberedInputs {
  const items = [...effective, ...without].flatMap(({ items }) => items);
  const numbers = new Map(items.map(({ key }, index) => [key, index + 1]));
  return { groups: effective, numberOf: (key) => numbers.get(key) };
}

const mostOpen = 8;

/** What differs in the inputs: data with its rows first, then packages and parameters, modules, cells. */
export function inputsHtml(
  { effective, without }: Outline["inputs"],
  { numberOf }: NumberedInputs,
): Html | undefined {
  if (effective.length + without.length === 0) return undefined;
  const list = (items: readonly InputItem[]) => markup`<ul>
${items.map((item) => itemHtml(item, numberOf(item.key)))}</ul>
`;
  const idle = without.flatMap(({ items }) => items);
  return markup`<section class="causes" aria-labelledby="causes">
<h2 id="causes">Inputs that differ</h2>
${effective.length === 0 && markup`<p>None that a change rests on.</p>\n`}${effective.map(
    ({ title, items }) =>
      markup`<h3>${title}</h3>\n${
        items.length <= mostOpen
          ? list(items)
          : markup`<details><summary>${items.length} differ</summary>
${list(items)}</details>
`
      }`,
  )}${
    idle.length > 0 &&
    markup`<details class="without"><summary>${counted(idle.length, "input differs", "inputs differ")} without effect</summary>
${list(idle)}</details>
`
  }</section>
`;
}

function itemHtml({ head, details, changes }: InputItem, number: number | undefined): Html {
  const only = markup` <button type="button" class="only" data-cause="${number}" hidden>only these</button>`;
  return markup`<li id="i-${number}">${spansHtml(head)}${changes > 0 && only}
${detailsHtml(details)}</li>
`;
}
