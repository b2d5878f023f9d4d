import { browserScript, browserStyle, contentPolicy } from "../../render/html/browser-script.js";
import { fontFaces, pageStyle } from "../../render/html/style.js";
import { markup, trusted, type Html } from "../../render/html/template.js";
import type { Side } from "../comparison.js";
import type { DiffResult } from "../diff-briefings.js";
import { bandsOf, bandHtml, railHtml } from "./html/bands.js";
import { changeHtml } from "./html/change.js";
import { detailsHtml } from "./html/details.js";
import { inputsHtml, numbered } from "./html/inputs.js";
import { Pictures } from "./html/pictures.js";
import { noLinks, type Links } from "./links.js";
import { outlineOf, type Outline } from "./outline.js";

export interface HtmlOptions {
  /** What to type to see the same in a terminal. */
  readonly command: string;
  readonly links?: Links;
}

/** A page of more changes lays out only what is near. */
const large = 300;

/** A comparison as one page that asks for nothing else: the summary, the inputs, then the changes by effect. */
export function formatHtml(
  { comparison, before, after }: DiffResult,
  { command, links = noLinks }: HtmlOptions,
): string {
  const outline = outlineOf(comparison, {
    links,
    reports: { before: before.report, after: after.report },
  });
  const { entries, sameText } = outline;
  const inputs = numbered(outline.inputs);
  const context = { inputs, pictures: new Pictures(before, after) };
  const bands = bandsOf(entries, (entry) => changeHtml(entry, context));
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
${headHtml(outline)}${bands.length > 0 && railHtml(bands, inputs)}<main id="content" tabindex="-1">
${inputsHtml(outline.inputs, inputs)}${bands.map((band) => bandHtml(band, command))}${sameText !== undefined && markup`<p class="note">${sameText}</p>\n`}</main>
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
