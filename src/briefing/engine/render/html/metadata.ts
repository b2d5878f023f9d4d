/** Metadata in the head for search engines and for sites that show a link to the page. */
import { palette } from "../../../model/palette.js";
import { authorName } from "../../../model/publication.js";
import type { Report } from "../../../model/report.js";
import { previewFigure, previewFile, previewSize } from "../link-preview.js";
import { openingOf } from "../opening.js";
import { proseText } from "../prose.js";
import { plainWords } from "./markdown.js";
import { markup, type Html } from "../template.js";

/** Two dots drifting apart. */
const sign =
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
  `<path d="M8 20 24 12" stroke="${palette.rule.light}" stroke-width="2" stroke-dasharray="2 3"/>` +
  `<circle cx="8" cy="20" r="6.5" fill="${palette.blue.light}"/>` +
  `<circle cx="24" cy="12" r="6.5" fill="${palette.vermilion.light}"/></svg>`;

export const iconHtml = markup`<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(sign)}">
`;

export function metadataHtml(report: Report): Html {
  const { headline } = openingOf(report);
  const description = headline && plainWords(proseText(headline, report));
  const url = report.publication?.url;
  return markup`${description !== undefined && markup`<meta name="description" content="${description}">\n`}${report.authors.map(
    (author) => markup`<meta name="author" content="${authorName(author)}">\n`,
  )}${url !== undefined && linkHtml(report, description, url)}${iconHtml}`;
}

/** An address whose last part has no dot names a folder, not a file. */
function besidePage(file: string, url: string): string {
  const page = new URL(url);
  if (!/\.[^/]*$/.test(page.pathname)) page.pathname = page.pathname.replace(/\/?$/, "/");
  return new URL(file, page).href;
}

/** On every page of the site, because the published page contains all of it. */
export function canonicalHtml({ publication }: Pick<Report, "publication">): Html | undefined {
  return publication?.url === undefined
    ? undefined
    : markup`<link rel="canonical" href="${publication.url}">\n`;
}

/** The address of the published page, and the look of links to it (Open Graph, X). */
function linkHtml(report: Report, description: string | undefined, url: string): Html {
  const figure = previewFigure(report);
  const properties: readonly (readonly [string, string | undefined])[] = [
    ["og:type", "article"],
    ["og:title", report.title],
    ["og:description", description],
    ["og:url", url],
    ["og:site_name", report.publication?.publisher],
    ["og:image", figure && besidePage(previewFile, url)],
    ["og:image:width", figure && String(previewSize.width)],
    ["og:image:height", figure && String(previewSize.height)],
    ["og:image:alt", figure && proseText(figure.alt, report)],
    ["article:published_time", report.date],
  ];
  return markup`${canonicalHtml(report)}${properties.map(
    ([property, content]) =>
      content !== undefined && markup`<meta property="${property}" content="${content}">\n`,
  )}<meta name="twitter:card" content="${figure === undefined ? "summary" : "summary_large_image"}">
`;
}
