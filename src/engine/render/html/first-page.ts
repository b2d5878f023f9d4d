/** What a briefing says before its chapters. */
import type { FigureBlock, Report } from "../../../model/report.js";
import { headSources } from "../appendix/sources.js";
import type { Drawings } from "../figure/render-figure.js";
import { longDate } from "../dates.js";
import { authorNames } from "../imprint.js";
import { labels } from "../labels.js";
import { safeName } from "../names.js";
import type { Opening } from "../opening.js";
import { direction, sinceSummary } from "../since.js";
import type { ProseRenderer } from "./prose.js";
import { figureHtml } from "./shown.js";
import { markup, type Html } from "./template.js";

export function headlineHtml({ headline }: Opening, prose: ProseRenderer): Html | undefined {
  return headline && markup`<p class="headline">${prose.inline(headline)}</p>\n`;
}

/** Who wrote it, the date of the page and, beside it, that of the data. */
export function byline(report: Report, { dataDate }: Opening, prose: ProseRenderer): Html | undefined {
  const parts = [authorNames(report), longDate(report.date ?? "")].filter((part) => part !== "");
  const data = dataDate && markup`${parts.length > 0 && " · "}${prose.inline(dataDate)}`;
  return parts.length === 0 && data === undefined
    ? undefined
    : markup`<p class="byline">${parts.join(" · ")}${data}</p>\n`;
}

/**
 * What stands between the headline and the contents: the lead figure, what the chapters found with the way to them, what
 * is not known, the claims. It has no headings: the first one is that of the first chapter.
 */
export function firstPageHtml(opening: Opening, drawings: Drawings, prose: ProseRenderer): Html | undefined {
  const { lead, findings, unknown, claims } = opening;
  const parts = [
    figure(lead, "lead", drawings, prose),
    findings.length === 0 ? undefined : findingsHtml(findings, prose),
    unknown && markup`<p class="unknown"><strong>${labels.unknown}</strong> ${prose.inline(unknown)}</p>\n`,
    figure(claims, "claims", drawings, prose),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return markup`<section class="first-page" aria-label="${labels.inShort}">
${parts}${prose.panels()}</section>
`;
}

function findingsHtml(findings: Opening["findings"], prose: ProseRenderer): Html {
  const items = findings.map(({ section, text }) => {
    const link = markup`<a href="#${safeName(section.id)}">${prose.words(section.title)}</a>`;
    return markup`<li>${text && markup`${prose.inline(text)} `}${link}</li>\n`;
  });
  return markup`<ol class="findings">\n${items}</ol>\n`;
}

function figure(
  block: FigureBlock | undefined,
  place: "lead" | "claims",
  drawings: Drawings,
  prose: ProseRenderer,
): Html | undefined {
  const drawn = block && drawings.get(block.id);
  if (block === undefined || drawn === undefined) return undefined;
  return markup`<div class="${place}">\n${figureHtml(block, drawn, prose)}</div>\n`;
}

/** What the briefing was computed from, and when that was collected. */
export function sourcesLine(report: Report): Html | undefined {
  const line = headSources(report);
  const changes = sinceSummary(report);
  const from =
    line === undefined
      ? undefined
      : markup`<p class="byline"><a href="#sources">${labels.sources}</a>: ${line}</p>\n`;
  const since =
    changes === undefined ? undefined : markup`<p class="byline">${changes}${changedSigns(report)}</p>\n`;
  return from || since
    ? markup`<section class="origins" aria-label="${labels.computedFrom}">${from}${since}</section>\n`
    : undefined;
}

/** What the small signs at changed numbers mean, where there are some. */
function changedSigns({ values }: Report): Html | undefined {
  const ways = new Set(Object.values(values).map(direction));
  const sign = (way: "up" | "down" | "changed", words: string) =>
    ways.has(way) && markup`, <span class="since ${way}"></span> ${words}`;
  return markup`${sign("up", "more")}${sign("down", "less")}${sign("changed", "other")}`;
}
