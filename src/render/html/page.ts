import type { Report, Section } from "../../model/report.js";
import { longDate } from "../dates.js";
import { safeName } from "../names.js";
import { bibliographyHtml } from "./bibliography.js";
import { blocksHtml, type Drawings } from "./blocks.js";
import { fontFaces } from "./fonts.js";
import { orderHeadings } from "./headings.js";
import { ProseRenderer } from "./prose.js";
import { pageStyle } from "./style.js";
import { markup, trusted, type Html } from "./template.js";

/** Nothing runs and nothing is fetched, whatever slipped in. */
const policy = "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'";

/** The whole briefing as one file that asks for nothing else. */
export function pageHtml(report: Report, drawings: Drawings): string {
  const prose = new ProseRenderer(report);
  return markup`<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${report.title}</title>
<style>
${trusted(fontFaces())}${trusted(pageStyle())}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<div class="page">
<header class="head">
<h1>${prose.plain([report.title])}</h1>
${answers(report, prose)}${byline(report)}</header>
<main id="content">
${report.sections.map((section) => sectionHtml(section, report, drawings, prose))}${bibliographyHtml(report)}</main>
${colophon(report)}</div>
</body>
</html>
`.text;
}

/** What was found comes first: one section's summary as a standfirst, of several a list that is the contents. */
function answers({ sections }: Report, prose: ProseRenderer): Html | undefined {
  const [only, second] = sections;
  if (only === undefined) return undefined;
  if (second === undefined) {
    return only.summary && markup`<p class="standfirst">${prose.inline(only.summary)}</p>\n`;
  }
  return markup`<nav aria-label="Contents">
<ol class="answers">
${sections.map((section) => answer(section, prose))}</ol>
</nav>
`;
}

function answer({ id, title, summary }: Section, prose: ProseRenderer): Html {
  const found = summary && markup`<p>${prose.inline(summary)}</p>`;
  return markup`<li><a href="#${safeName(id)}">${prose.plain(title)}</a>${found}</li>\n`;
}

function byline({ authors, date }: Report): Html | undefined {
  const parts = [authors.join(", "), longDate(date ?? "")].filter((part) => part !== "");
  return parts.length === 0 ? undefined : markup`<p class="byline">${parts.join(" · ")}</p>\n`;
}

function sectionHtml(section: Section, report: Report, drawings: Drawings, prose: ProseRenderer): Html {
  const id = safeName(section.id);
  const summary =
    report.sections.length > 1 && section.summary
      ? markup`<p class="summary">${prose.inline(section.summary)}</p>\n`
      : undefined;
  return markup`<section class="chapter" aria-labelledby="${id}">
<h2 id="${id}">${prose.plain(section.title)}</h2>
${summary}${trusted(orderHeadings(blocksHtml(section.blocks, drawings, prose).text, 2))}</section>
`;
}

function colophon({ provenance, sections }: Report): Html {
  const data = [...new Set(Object.values(provenance).flatMap(({ files }) => files))].sort();
  const from = data.length === 0 ? undefined : markup` from ${list(data)}`;
  const notebooks = sections.length === 1 ? "the notebook" : "the notebooks";
  return markup`<footer>
<h2>How this page was made</h2>
<p>Its numbers, figures and tables were computed by ${notebooks} ${list(sections.map(({ notebook }) => notebook))}${from}. The executed notebooks, each figure with its data and specification, and <code>report.json</code>, which records what every cell read, lie beside this page.</p>
</footer>
`;
}

function list(paths: readonly string[]): Html {
  const before = (index: number) => (index === 0 ? "" : index === paths.length - 1 ? " and " : ", ");
  return markup`${paths.map((path, index) => markup`${before(index)}<code>${path}</code>`)}`;
}
