import type { Change, ChangeKind, Comparison } from "../../comparison.js";
import type { Detail } from "../../kinds/description.js";
import { markup, type Html } from "../../../render/html/template.js";
import { safeName } from "../../../render/names.js";
import type { DiffResult } from "../../diff-briefings.js";
import { counted } from "../../kinds/kind.js";
import { companionWords } from "../companions.js";
import type { Links } from "../links.js";
import { describe, kindOf } from "../../kinds/index.js";
import { describeWhy, type CauseDescription } from "../causes.js";
import { detailsHtml, spansHtml } from "./details.js";
import type { Pictures } from "./pictures.js";
import { tableHtml } from "./table.js";

const mostCompanions = 200;
const mostFunctions = 6;
/** Those that follow are folded. */
const mostCauses = 5;

/** What a change is filtered by, and how it looks. */
export interface Entry {
  readonly kind: ChangeKind;
  /** Numbers of inputs; `x` where nothing explains the change. */
  readonly causes: readonly string[];
  readonly html: string;
  /** Length of its words: pictures have a limit of their own. */
  readonly length: number;
}

export interface ChangeContext {
  readonly result: DiffResult;
  readonly comparison: Comparison;
  readonly companions: ReadonlyMap<string, readonly Change[]>;
  /** Number of an input in the list of causes. */
  readonly inputNumber: (key: string) => number | undefined;
  readonly pictures: Pictures;
  readonly links: Links;
}

export function changeEntry(change: Change, context: ChangeContext): Entry {
  const why = describeWhy(change, context.comparison);
  const numbers = why.causes.flatMap(({ key }) => context.inputNumber(key) ?? []);
  const causes = change.why.status === "non-deterministic" ? ["x"] : numbers.map(String);
  const { label, title, head, details } = describe(change);
  const id = anchorOf(change);
  const name = title === "" ? change.id : title;
  const picture = picturesHtml(change, context);
  const { before, after } = context.result;
  const table = change.kind === "table" ? tableHtml(change, before.report, after.report) : undefined;
  const rest = table === undefined ? details : withoutCells(details);
  const html = markup`<article class="change ${change.kind} ${change.status}" id="${id}" data-kind="${change.kind}" data-causes="${causes.join(" ")}" tabindex="-1" aria-labelledby="${id}-h">
<h3 id="${id}-h"><span class="what">${label}</span> ${name}</h3>
${head.length > 0 && markup`<p class="number">${spansHtml(head)}</p>\n`}${picture}${table}${detailsHtml(rest)}${companionsHtml(change, context)}${whyHtml(why, context)}${placeHtml(change, context.links)}</article>
`;
  const length = html.text.replace(/"data:image[^"]*"/g, "").length;
  return { kind: change.kind, causes, html: html.text, length };
}

const anchorOf = ({ key }: Change): string => `c-${safeName(key)}`;

/** The table shows its cells and rows itself. */
function withoutCells(details: readonly Detail[]): readonly Detail[] {
  const isRows = (detail: Detail) => detail.kind === "names" && /^rows (?:added|removed)$/.test(detail.label);
  return details.filter((detail) => detail.kind !== "grid" && !isRows(detail));
}

function picturesHtml(change: Change, { pictures }: Pick<ChangeContext, "pictures">): Html | undefined {
  const files = kindOf(change).pictures?.(change);
  return files && pictures.html(change, files);
}

function companionsHtml(change: Change, context: ChangeContext): Html | undefined {
  const companions = context.companions.get(change.key) ?? [];
  if (companions.length === 0) return undefined;
  const left = companions.length - mostCompanions;
  return markup`<details class="companions"><summary>With it: ${companionWords(companions)}</summary>
<ul>
${companions.slice(0, mostCompanions).map((each) => companionHtml(each, context))}</ul>
${left > 0 && markup`<p class="note">and ${left} more</p>\n`}</details>
`;
}

function companionHtml(change: Change, context: ChangeContext): Html {
  const { label, title, head } = describe(change);
  const picture = picturesHtml(change, context);
  return markup`<li><span class="what">${label}</span> ${title === "" ? change.id : title}${head.length > 0 && markup`: ${spansHtml(head)}`}${picture}</li>\n`;
}

function whyHtml(
  { warning, label, causes, notes }: ReturnType<typeof describeWhy>,
  context: ChangeContext,
): Html {
  const list = (some: readonly CauseDescription[]) =>
    some.map((cause, index) => markup`${index > 0 && "; "}${causeHtml(cause, context)}`);
  const [shown, folded] = [causes.slice(0, mostCauses), causes.slice(mostCauses)];
  return markup`${causes.length > 0 && markup`<p class="why"><span class="label">${label}:</span> ${list(shown)}</p>\n`}${
    folded.length > 0 &&
    markup`<details class="why"><summary>${counted(folded.length, `more ${label}`)}</summary><p>${list(folded)}</p></details>\n`
  }${warning !== undefined && markup`<p class="warning">${warning}</p>\n`}${notes.map((note) => markup`<p class="why">${note}</p>\n`)}`;
}

function causeHtml({ key, words, functions }: CauseDescription, { inputNumber }: ChangeContext): Html {
  const number = inputNumber(key);
  const name = number === undefined ? markup`${words}` : markup`<a href="#i-${number}">${words}</a>`;
  if (functions.length === 0) return name;
  const left = functions.length - mostFunctions;
  return markup`${name}: <code>${functions.slice(0, mostFunctions).join(", ")}</code>${left > 0 && ` and ${left} more functions`}`;
}

function placeHtml(change: Change, links: Links): Html {
  const { before, after } = change;
  const place = after ?? before;
  const id = markup`<code>${change.id}</code>`;
  if (place === undefined || place.cell === "") return markup`<p class="place">${id}</p>\n`;
  const side = after === undefined ? "before" : "after";
  const files = change.kind === "figure" ? (change.isFiles ?? change.wasFiles) : undefined;
  const leads = (["data", "spec", "svg"] as const).flatMap((name) => {
    const url = files && links.output(files[name], side);
    return url === undefined ? [] : [markup` · ${linked(markup`${name}`, url)}`];
  });
  return markup`<p class="place">${id} in “${place.sectionTitle}”, cell <code>${place.cell}</code> of ${linked(markup`<code>${place.notebook}</code>`, links.project(place.notebook, side))}${leads}</p>
`;
}

export function linked(text: Html, url: string | undefined): Html {
  return url === undefined ? text : markup`<a href="${url}">${text}</a>`;
}
