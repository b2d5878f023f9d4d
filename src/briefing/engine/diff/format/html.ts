import { plural } from "../../../lib/plural.js";
import { browserScript, browserStyle, contentPolicy } from "../../render/html/browser-script.js";
import { fontFaces, pageStyle } from "../../render/html/style.js";
import { markup, trusted, type Html } from "../../render/template.js";
import { addressOf } from "../fingerprint.js";
import { safeName } from "../../render/names.js";
import type { Side } from "../comparison.js";
import type { DiffResult } from "../diff-briefings.js";
import { capital } from "../kinds/description.js";
import { kindNamed } from "../kinds/index.js";
import { changeKinds } from "../kinds/names.js";
import { bands } from "../rank.js";
import { detailsHtml, spansHtml } from "./html-details.js";
import { openedFigures, openedFirstPage, openedHtml, Pictures, type Opened } from "./html-opening.js";
import { openedScreenshots } from "./html-screenshots.js";
import { noLinks, type LinkedOptions } from "./links.js";
import type { InputItem } from "./inputs.js";
import { outlineOf, type Entry, type Outline } from "./outline.js";

/** Beyond this many changes, the page lays out only what is near the viewport. */
const large = 300;
/** Maximum length of a band without pictures; the rest is left to the other formats. */
const mostLength = 600_000;
const mostOpen = 8;

/**
 * A comparison as one self-contained page: the summary, the first page and the changed figures before and after, the
 * inputs, then the changes by effect.
 */
export function formatHtml(
  { comparison, before, after, shots }: DiffResult,
  { command, links = noLinks }: LinkedOptions,
): string {
  const outline = outlineOf(comparison, links);
  const { entries, sameText } = outline;
  const pictures = new Pictures({ before, after });
  const opened = [
    ...openedFirstPage(outline, pictures),
    ...openedFigures(outline, pictures),
    ...openedScreenshots(outline, shots),
  ];
  const filled = filledBands(entries, pictures);
  const script = browserScript("diff");
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy([script])}">
<title>${outline.after.title}: what changed</title>
<style>
${trusted(fontFaces())}${trusted(pageStyle())}${trusted(browserStyle("diff"))}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the changes</a>
<div class="diff${entries.length > large && " large"}">
${headHtml(outline)}${filled.length > 0 && railHtml(opened, filled, outline)}<main id="content" tabindex="-1">
${opened.map(openedHtml)}${inputsHtml(outline.inputs)}${filled.map((band) => bandHtml(band, command))}${sameText !== undefined && markup`<p class="note">${sameText}</p>\n`}</main>
${footHtml(outline, command)}</div>
<script>${trusted(script)}</script>
</body>
</html>
`.text;
}

function headHtml({ line, before, after, remarks, warning, notes }: Outline): Html {
  return markup`<header class="head">
<p class="kicker">What changed between two briefings</p>
<h1>${after.title}</h1>
<p class="standfirst">${line}</p>
<p class="byline">${sideHtml(before)} → ${sideHtml(after)}</p>
${detailsHtml(remarks)}${warning !== undefined && markup`<p class="warning">${warning}</p>\n`}${notes.map((note) => markup`<p class="byline">${note}</p>\n`)}</header>
`;
}

function sideHtml({ name, date }: Side): Html {
  return markup`<code>${name}</code>${date !== undefined && ` (${date})`}`;
}

function footHtml({ before, after }: Outline, command: string): Html {
  return markup`<footer>
<h2>How this page was made</h2>
<p>The reports of <code>${before.name}</code> and <code>${after.name}</code> and the files beside them were compared; nothing was executed. <code>${command}</code> prints the same in a terminal, <code>--format json</code> gives it to programs.</p>
</footer>
`;
}

type FilledBand = ReturnType<typeof filledBands>[number];

/** Changes by effect, in ranking order: all entries of each band, and the articles that fit. */
function filledBands(entries: readonly Entry[], pictures: Pictures) {
  return bands.flatMap((band) => {
    const own = entries.filter(({ weight }) => band.ranks.includes(weight.rank));
    const articles: Html[] = [];
    let length = 0;
    for (const entry of own) {
      if (length > mostLength) break;
      const article = entryHtml(entry, pictures);
      length += article.text.replace(/"data:image[^"]*"/g, "").length;
      articles.push(article);
    }
    return own.length === 0 ? [] : [{ ...band, entries: own, articles }];
  });
}

function bandHtml({ id, title, entries, articles }: FilledBand, command: string): Html {
  const left = entries.length - articles.length;
  return markup`<section class="band" aria-labelledby="${id}">
<h2 id="${id}">${title} <span class="count">${entries.length}</span></h2>
<div class="list">
${articles}</div>
${
  left > 0 &&
  markup`<p class="note">${plural(left, "change")} of lesser effect ${left === 1 ? "is" : "are"} not in this page, which would grow too large: <code>${command} --format json</code> has all.</p>\n`
}</section>
`;
}

/** The filter keys of a change: the inputs it depends on, or that it has no explanation. */
function causesOf({ change: { why } }: Entry): readonly string[] {
  return why.status === "non-deterministic" ? ["none"] : why.causes.map(({ input }) => inputId(input));
}

const inputId = (key: string): string => `i-${safeName(key)}`;

function entryHtml(entry: Entry, pictures: Pictures): Html {
  const { change, label, title, head, amount, details, about } = entry;
  const [, ...others] = entry.changes;
  const id = addressOf(change);
  const isNamed = title !== "" && title !== change.id;
  return markup`<article class="change ${change.kind} ${change.status}" id="${id}" data-kind="${change.kind}" data-causes="${causesOf(entry).join(" ")}" tabindex="-1" aria-labelledby="${id}-h">
${others.map((other) => markup`<span id="${addressOf(other)}"></span>`)}<h3 id="${id}-h"><span class="what">${label}</span> ${isNamed ? title : change.id} <a class="address" href="#${id}" aria-label="Address of this change">#</a></h3>
${head.length > 0 && markup`<p class="number">${spansHtml(head)}${amount !== "" && ` ${amount}`}</p>\n`}${pictures.html(change)}${detailsHtml(details)}<div class="about">
${isNamed && markup`<p><code>${change.id}</code></p>\n`}${detailsHtml(about, (key) => `#${inputId(key)}`)}</div></article>
`;
}

/** Contents of the page and, if scripts run, filters and buttons to step from change to change. */
function railHtml(opened: readonly Opened[], filled: readonly FilledBand[], outline: Outline): Html {
  const contents = [
    ...opened,
    ...(outline.inputs.effective.length > 0 ? [{ id: "causes", title: "Inputs that differ" }] : []),
    ...filled.map(({ id, title, entries }) => ({ id, title, count: entries.length })),
  ];
  return markup`<aside class="rail-diff" aria-label="Contents and filters">
<nav aria-label="Contents"><ol>
${contents.map(({ id, title, count }: Omit<Opened, "body">) => markup`<li><a href="#${id}">${title}</a>${count !== undefined && markup` <span class="muted">${count}</span>`}</li>\n`)}</ol></nav>
${filtersHtml(filled, outline)}</aside>
<nav class="steps" aria-label="From change to change" data-script hidden>
<button type="button" data-step="-1">Previous</button>
<button type="button" data-step="1">Next</button>
<span class="position" role="status"></span>
</nav>
`;
}

function filtersHtml(filled: readonly FilledBand[], { inputs }: Outline): Html {
  const shown = filled.flatMap(({ entries, articles }) => entries.slice(0, articles.length));
  const kinds = changeKinds.flatMap((kind) => {
    const count = shown.filter(({ change }) => change.kind === kind).length;
    return count === 0 ? [] : [{ kind, count, noun: kindNamed(kind).nouns[count === 1 ? 0 : 1] }];
  });
  const causes = new Set(shown.flatMap(causesOf));
  const choices = [
    { id: "none", words: "none (not deterministic)" },
    ...inputs.effective.flatMap(({ items }) => items).map(({ key, words }) => ({ id: inputId(key), words })),
  ].filter(({ id }) => causes.has(id));
  return markup`<details class="filters" data-script hidden><summary>Filters</summary>
<fieldset><legend>Kinds</legend>
${kinds.map(({ kind, count, noun }) => markup`<label><input type="checkbox" name="kind" value="${kind}" checked> ${capital(noun)} <span class="muted">${count}</span></label>\n`)}</fieldset>
${
  choices.length > 0 &&
  markup`<p><label>Cause <select name="cause">
<option value="">any</option>
${choices.map(({ id, words }) => markup`<option value="${id}">${words}</option>\n`)}</select></label></p>
`
}<p class="shown" role="status"></p>
</details>
`;
}

/** Differences in the inputs: data with its rows first, then packages and parameters, modules, cells. */
function inputsHtml({ effective, without }: Outline["inputs"]): Html | undefined {
  if (effective.length + without.length === 0) return undefined;
  const list = (items: readonly InputItem[]) => markup`<ul>
${items.map(({ key, head, details }) => markup`<li id="${inputId(key)}">${spansHtml(head)}\n${detailsHtml(details)}</li>\n`)}</ul>
`;
  const folded = (title: string, items: readonly InputItem[]) => markup`<details><summary>${title}</summary>
${list(items)}</details>
`;
  const idle = without.flatMap(({ items }) => items);
  return markup`<section class="causes" aria-labelledby="causes">
<h2 id="causes">Inputs that differ</h2>
${effective.length === 0 && markup`<p>No change depends on any of them.</p>\n`}${effective.map(
    ({ title, items }) =>
      markup`<h3>${title}</h3>\n${items.length <= mostOpen ? list(items) : folded(`${items.length} differ`, items)}`,
  )}${idle.length > 0 && folded(`${plural(idle.length, "input differs", "inputs differ")} without effect`, idle)}</section>
`;
}
