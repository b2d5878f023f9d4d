/** A two-page summary: the content of the first page of the briefing, with sources and how to check it. */
import type { FigureBlock, Prose, Report } from "../../../model/report.js";
import { verdictSign } from "../../../model/claim.js";
import type { Draw } from "../figure/draw.js";
import { renderFigure } from "../figure/render-figure.js";
import { longDate } from "../dates.js";
import { ProseRenderer } from "../html/prose.js";
import { scheme } from "../html/scheme.js";
import { fontFaces, ownStyle } from "../html/style.js";
import { isDraft } from "../draft.js";
import { markup, trusted, type Html } from "../template.js";
import { authorNames, doiAddress } from "../imprint.js";
import { labels } from "../labels.js";
import { sourcesInShort } from "../../report/data/source-not-given.js";
import { openingOf, type Opening } from "../opening.js";
import { editionRow } from "../appendix/sources.js";
import type { Print } from "../pdf.js";
import { BriefingError } from "../../../model/errors.js";

/** A summary as a browser prints it: each sheet should fit on one page of A4. */
type Summary = Awaited<ReturnType<typeof summaryOf>>;

/** `reportHash`: SHA-256 of report.json, which identifies the briefing that this is a summary of. */
export async function summaryOf(report: Report, draw: Draw, reportHash: string) {
  const prose = new ProseRenderer(report);
  const opening = openingOf(report);
  const drawn = (figure: FigureBlock | undefined) =>
    figure && renderFigure(figure, report, draw).then(({ wide }) => figureHtml(figure, wide, prose));
  const [lead, claims] = await Promise.all([drawn(opening.lead), drawn(opening.claims)]);
  const { subject, headline, dataDate, unknown, newer } = opening;
  const line = (name: string, text: Prose | undefined) =>
    text && markup`<p class="${name}">${prose.inline(text)}</p>\n`;
  const byline = [authorNames(report), longDate(report.date ?? "")].filter((part) => part !== "").join(" · ");
  const draft = isDraft(report) && markup`<p class="draft">${labels.summary.draft}</p>\n`;
  const head = markup`<header>
<p class="kind"><span>${labels.summary.kind}</span><span>${byline}</span></p>
<h1>${prose.plain([report.title])}</h1>
${line("headline", headline)}${line("subject", subject)}${line("dates", dataDate)}${draft}</header>
`;
  const part = (label: string, text: Prose | undefined) =>
    text && markup`<h2>${label}</h2>\n<p>${prose.inline(text)}</p>\n`;
  const open = markup`${part(labels.summary.unknown, unknown)}${part(labels.summary.newer, newer)}`;
  const first = markup`${head}${lead}${findingsHtml(opening, prose)}`;
  const list = claimsHtml(report, prose);
  const second = (claimed: Html | undefined) =>
    markup`${open}${claimed}${sourcesHtml(report)}${checkHtml(report, reportHash)}`;
  return {
    title: report.title,
    language: report.language,
    sheets: [first, second(claims ?? list)] as const,
    /** With the claims as a list, which takes less space than a figure of many. */
    shorter: claims && list && ([first, second(list)] as const),
  };
}

/** `scale` applies to type and drawings; `sheets` are printed in order. */
export function summaryPage({ title, language }: Summary, sheets: readonly Html[], scale: number): string {
  return markup`<!doctype html>
<html lang="${language}" style="--scale:${scale}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>
${trusted(fontFaces())}
:root{${trusted(scheme("light"))};--title:"${trusted(cssText(title))}"}
${trusted(ownStyle("summary"))}</style>
</head>
<body>
${sheets.map((sheet) => markup`<section class="sheet">\n${sheet}</section>\n`)}</body>
</html>
`.text;
}

const cssText = (text: string): string =>
  text.replace(/["\\<>\n\r\f]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `);

function figureHtml(figure: FigureBlock, drawing: string, prose: ProseRenderer): Html {
  const { title, subtitle, caption, source } = figure;
  return markup`<figure>
${title && markup`<h2>${prose.plain(title)}</h2>\n`}${subtitle && markup`<p class="measure">${prose.plain(subtitle)}</p>\n`}${trusted(drawing)}
<figcaption>${prose.inline(caption)}${source.length > 0 && markup` <span>${labels.source}: ${prose.inline(source)}</span>`}</figcaption>
</figure>
`;
}

function findingsHtml({ findings }: Opening, prose: ProseRenderer): Html | undefined {
  if (findings.length === 0) return undefined;
  const items = findings.map(({ section, text }) =>
    text === undefined
      ? markup`<li>${prose.plain(section.title)}</li>\n`
      : markup`<li>${prose.inline(text)} <span class="chapter">${prose.words(section.title)}</span></li>\n`,
  );
  return markup`<h2>${labels.summary.findings}</h2>\n<ol class="findings">\n${items}</ol>\n`;
}

/** Used if no figure summarises the claims, or if it is too tall. */
function claimsHtml({ sections }: Report, prose: ProseRenderer): Html | undefined {
  const claims = sections.flatMap(({ blocks }) => blocks.filter((each) => each.kind === "claim"));
  if (claims.length === 0) return undefined;
  const items = claims.map((claim) => {
    const { sign, word } = verdictSign(claim);
    return markup`<li><b>${sign} ${word}</b> ${prose.inline(claim.statement)}</li>\n`;
  });
  return markup`<h2>${labels.summary.claims}</h2>\n<ul class="claims">\n${items}</ul>\n`;
}

/** Editions if the project lists them, and sources of tables whose rows name none. */
function sourcesHtml({ sources }: Report): Html | undefined {
  if (sources === undefined) return undefined;
  const { editions = [] } = sources;
  const named = sourcesInShort(
    sources,
    editions.map(({ name }) => name),
  );
  const rows = named.map((words) => {
    const edition = editions.find(({ name }) => name === words);
    return edition === undefined ? [words] : editionRow(edition).slice(0, 3);
  });
  if (rows.length === 0) return undefined;
  const items = rows.map(([name = "", ...facts]) => {
    const known = facts.filter((fact) => fact !== "");
    return markup`<li><b>${name}</b> ${known.join("; ")}</li>\n`;
  });
  return markup`<h2>${labels.sources}</h2>\n<ul class="sources">\n${items}</ul>\n`;
}

function checkHtml({ provenance, publication = {} }: Report, reportHash: string): Html {
  const { url, doi } = publication;
  const places = [url, doi && doiAddress(doi)].filter((place) => place !== undefined);
  const full = markup`<b>briefing.html</b>${places.length > 0 && markup` (${places.join(", ")})`}`;
  const again =
    Object.keys(provenance).length > 0 &&
    markup` <code>briefing build</code>, in the folder of the project, executes the notebooks again: the same inputs give the same briefing and these two pages.`;
  return markup`<h2>${labels.summary.check}</h2>
<p class="check">The numbers on these pages were computed by the notebooks of the briefing. The full briefing, ${full}, says of each its exact value, its source and the cell of the notebook that computed it; its appendix has sources, limits and methods.${again} The <code>report.json</code> of that briefing has the SHA-256 <code>${reportHash}</code>.</p>
`;
}

/** From the designed size in steps to the smallest that is easy to read. */
const scales = [1, 0.95, 0.9, 0.85, 0.8];

/** A PDF of two pages, in the largest type in which both sheets fit; with a list of the claims if nothing else fits. */
export async function printSummary(summary: Summary, print: Print): Promise<Uint8Array> {
  const sized = (sheets: readonly Html[], scale: number) => print(summaryPage(summary, sheets, scale));
  const all = [summary.sheets, ...(summary.shorter === undefined ? [] : [summary.shorter])];
  for (const sheets of all)
    for (const scale of scales) {
      const pdf = await sized(sheets, scale);
      if (pageCount(pdf) <= sheets.length) return pdf;
    }
  const least = scales.at(-1) ?? 1;
  const counts: number[] = [];
  for (const sheet of summary.shorter ?? summary.sheets) counts.push(pageCount(await sized([sheet], least)));
  throw tooLong(counts);
}

/** Browsers write each page of a PDF uncompressed; otherwise there would be nothing to count. */
function pageCount(pdf: Uint8Array): number {
  const text = Buffer.from(pdf).toString("latin1");
  const pages = text.match(/\/Type ?\/Page(?![A-Za-z])/g);
  if (pages !== null) return pages.length;
  throw new BriefingError(
    "The pages of the summary cannot be counted: this browser writes PDFs differently.",
    { hint: "Set CHROMIUM to the path of another browser. The briefing itself was written." },
  );
}

/** What is on each page, and how to shorten it. */
const contents = [
  [
    "the first page (headline, lead figure, findings)",
    "Name at most three chapters under firstPage.findings in briefing.yml, shorten their findings, or choose a lead figure that is less tall.",
  ],
  [
    "the second page (what is not known, the claims, sources)",
    "Shorten what is not known, choose a figure (or one that is less tall) for firstPage.claims in briefing.yml, or list fewer editions in the data package.",
  ],
] as const;

function tooLong(counts: readonly number[]): BriefingError {
  const long = contents.filter((_, index) => (counts[index] ?? 0) > 1);
  const pages = long.map(([page]) => page).join(", and ") || "its text";
  const are = long.length > 1 ? "are" : "is";
  return new BriefingError(
    `The summary does not fit on two pages: ${pages} ${are} too long, even in the smallest type.`,
    { hint: [...long.map(([, shorten]) => shorten), "The briefing itself was written."].join(" ") },
  );
}
