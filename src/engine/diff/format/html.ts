import { contentPolicy } from "../../render/html/browser-script.js";
import { fontFaces, pageStyle } from "../../render/html/style.js";
import { markup, trusted, type Html } from "../../render/html/template.js";
import type { Comparison, Side } from "../comparison.js";
import type { DiffResult } from "../diff-briefings.js";
import { counted } from "../kinds/kind.js";
import { sameTextWords, withCompanions } from "./companions.js";
import { bandsOf } from "./html/bands.js";
import { causesHtml } from "./html/causes.js";
import { railHtml } from "./html/controls.js";
import { Pictures } from "./html/pictures.js";
import { diffScript } from "./html/script.js";
import { diffStyle } from "./html/style.js";
import { inert } from "./excerpts.js";
import { inputUses } from "./causes.js";
import { noLinks, type Links } from "./links.js";

export interface HtmlOptions {
  /** What to type to see the same in a terminal. */
  readonly command: string;
  readonly links?: Links;
}

/** A comparison as one offline page: the summary and the causes first, then the changes by effect, with their pictures. */
export function formatHtml(result: DiffResult, { command, links = noLinks }: HtmlOptions): string {
  return pageHtml({ ...result, comparison: inert(result.comparison) }, { command, links });
}

/** A page of more changes lays out only what is near. */
const large = 300;

/** The whole comparison as one page that asks for nothing else. */
export function pageHtml(
  result: DiffResult,
  { command, links }: { readonly command: string; readonly links: Links },
): string {
  const { comparison, before, after } = result;
  const { own, sameText, companions } = withCompanions(comparison.changes);
  const { effective, without } = inputUses(comparison);
  const numbers = new Map([...effective, ...without].map(({ key }, index) => [key, index + 1]));
  const inputNumber = (key: string) => numbers.get(key);
  const pictures = new Pictures(before, after);
  const context = { result, comparison, companions, inputNumber, pictures, links };
  const bands = bandsOf(own, context, command);
  const title = `${comparison.after.title}: what changed`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy([diffScript])}">
<title>${title}</title>
<style>
${trusted(fontFaces())}${trusted(pageStyle())}${trusted(diffStyle())}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the changes</a>
<div class="diff${own.length > large && " large"}">
${headHtml(comparison)}${bands.length > 0 && railHtml(bands, effective, inputNumber)}<main id="content" tabindex="-1">
${causesHtml(effective, without, inputNumber, links)}${bands.map(({ html }) => html)}${sameText.length > 0 && markup`<p class="note">${sameTextWords(sameText)}</p>\n`}</main>
${footHtml(comparison, command)}</div>
<script>${trusted(diffScript)}</script>
</body>
</html>
`.text;
}

function headHtml({ summary, before, after, notes, changes }: Comparison): Html {
  const { nonDeterministic, withinTolerance } = summary;
  return markup`<header class="head">
<p class="kicker">What changed between two briefings</p>
<h1>${after.title}</h1>
<p class="standfirst">${summary.line}</p>
<p class="byline">${sideHtml(before)} → ${sideHtml(after)}</p>
${before.title !== after.title && markup`<p class="byline">Title: <del>${before.title}</del> → <ins>${after.title}</ins></p>\n`}${
    nonDeterministic > 0 &&
    markup`<p class="warning">${counted(nonDeterministic, "change has", "changes have")} no changed input: building twice gives different briefings. Look for “NOT DETERMINISTIC”.</p>\n`
  }${withinTolerance > 0 && changes.length > 0 && markup`<p class="byline">${counted(withinTolerance, "number differs", "numbers differ")} within the tolerance and ${withinTolerance === 1 ? "is" : "are"} not shown.</p>\n`}${notes.map((note) => markup`<p class="byline">${note}</p>\n`)}</header>
`;
}

function sideHtml({ name, date }: Side): Html {
  return markup`<code>${name}</code>${date !== undefined && ` (${date})`}`;
}

function footHtml({ before, after }: Comparison, command: string): Html {
  return markup`<footer>
<h2>How this page was made</h2>
<p>The reports of <code>${before.name}</code> and <code>${after.name}</code> and the files beside them were compared; nothing was executed. <code>${command}</code> prints the same in a terminal, <code>--format json</code> gives it to programs.</p>
</footer>
`;
}
