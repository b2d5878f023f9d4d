import type { FigureBlock } from "../../../model/report.js";
import { figureFiles } from "../figure/files.js";
import { safeName } from "../names.js";
import type { Opening } from "../opening.js";
import { figureHtml } from "./display.js";
import type { Drawings } from "../figure/render-figure.js";
import type { ProseRenderer } from "./prose.js";
import { markup, type Html } from "./template.js";

/**
 * What stands between the headline and the contents: the lead figure, what the chapters found with the way to them, what
 * is not known, the claims. It has no headings: the first one is that of the first chapter.
 */
export function firstPageHtml(opening: Opening, drawings: Drawings, prose: ProseRenderer): Html | undefined {
  const { lead, findings, unknown, claims } = opening;
  const parts = [
    figure(lead, "lead", drawings, prose),
    findings.length === 0 ? undefined : findingsHtml(findings, prose),
    unknown && markup`<p class="unknown"><strong>What is not known.</strong> ${prose.inline(unknown)}</p>\n`,
    figure(claims, "claims", drawings, prose),
  ];
  if (parts.every((part) => part === undefined)) return undefined;
  return markup`<section class="first-page" aria-label="In short">
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
  return markup`<div class="${place}">\n${figureHtml(block, drawn, figureFiles(block), prose)}</div>\n`;
}

/** In its chapter, a figure of the first page is only named. */
export function elsewhereHtml(figure: FigureBlock, prose: ProseRenderer): Html {
  const { id, number, title, caption } = figure;
  return markup`<p class="elsewhere"><a href="#fig-${safeName(id)}">Figure ${number}, on the first page</a>: ${prose.plain(title ?? caption)}</p>\n`;
}
