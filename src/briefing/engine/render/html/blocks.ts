import type { Block, ClaimBlock, CodeBlock, ErrorBlock, ImageBlock, Section } from "../../../model/report.js";
import { partStatuses, verdictSign } from "../../../model/claim.js";
import { evidenceOf } from "../../report/claim-evidence.js";
import { failureHtml, isFailure } from "../draft.js";
import type { Drawings } from "../figure/render-figure.js";
import { safeName } from "../names.js";
import { replaceAttachments } from "../prose.js";
import { permalink } from "./contents.js";
import type { ProseRenderer } from "./prose.js";
import { sanitize, sanitizeSvg } from "../sanitize.js";
import type { LiveUnits } from "../answers/live-units.js";
import { controlHtml } from "../answers/control.js";
import { anchorOf, elsewhereHtml, figureHtml, tableHtml } from "./shown.js";
import { markup, trusted, type Html } from "../template.js";
import { labels } from "../labels.js";

interface Figures {
  readonly drawings: Drawings;
  /** Ids of the figures on the first page. */
  readonly elsewhere: ReadonlySet<string>;
  readonly live: LiveUnits;
}

interface AtFigures {
  /** Assumptions of the section that can be changed at the foot of a figure. */
  readonly atFigures: ReadonlySet<string>;
}

/** The blocks of a section in reading order: its code is in one fold, after everything else. */
export function blocksHtml(
  { id, blocks }: Pick<Section, "id" | "blocks">,
  figures: Figures,
  prose: ProseRenderer,
): Html {
  const code = blocks.filter((block) => block.kind === "code");
  const { live, elsewhere } = figures;
  const drawnIn = (own: readonly Block[]) =>
    own.flatMap((block) => (block.kind === "figure" && !elsewhere.has(block.id) ? [block] : []));
  const atFigures = new Set(drawnIn(blocks).flatMap(({ cell }) => live.assumptionsOf({ section: id, cell })));
  const cells = new Map<string, Exclude<Block, CodeBlock>[]>();
  for (const block of blocks)
    if (block.kind !== "code") cells.set(block.cell, [...(cells.get(block.cell) ?? []), block]);
  const shown = [...cells].map(([cell, own]) => {
    const source = { section: id, cell };
    const drawn = drawnIn(own);
    const html = live.html(source, {
      prose,
      published: { blocks: own, fields: {} },
      render: (writer, content) =>
        markup`${content.blocks.map((block) => block.kind !== "code" && blockHtml(block, { ...figures, atFigures }, writer))}`,
      figures: drawn,
    });
    // What a figure depends on can be changed at its foot.
    const controls = drawn.length === 0 ? [] : live.assumptionsOf(source);
    return markup`${html}${controls.map((each) => controlHtml(each, prose.report))}`;
  });
  return markup`${shown}${code.length > 0 && foldHtml(code)}`;
}

function blockHtml(
  block: Exclude<Block, CodeBlock>,
  { drawings, elsewhere, atFigures }: Pick<Figures, "drawings" | "elsewhere"> & AtFigures,
  prose: ProseRenderer,
): Html {
  switch (block.kind) {
    case "prose":
      return prose.block(replaceAttachments(block, imageUri));
    case "figure": {
      if (elsewhere.has(block.id)) return elsewhereHtml(block, prose);
      const drawn = drawings.get(block.id);
      return drawn === undefined ? markup`` : figureHtml(block, drawn, prose);
    }
    case "table":
      return tableHtml(block, prose);
    case "claim":
      return claimHtml(block, prose);
    case "assumption":
      return atFigures.has(block.id) ? markup`` : controlHtml(block.id, prose.report);
    case "html":
      return markup`<div class="cell-html" tabindex="0">${trusted(sanitize(block.text))}</div>\n`;
    case "markdown":
      return prose.block([block.text]);
    case "image":
      return markup`<p><img src="${imageUri(block)}" alt="${block.alt}"></p>\n`;
    case "text":
      return markup`<pre class="${block.stream}" tabindex="0"><code>${block.text}</code></pre>\n`;
    case "error":
      if (isFailure(block)) return failureHtml(block);
      return markup`<pre class="failure" tabindex="0"><code>${traceback(block)}</code></pre>\n`;
  }
}

export function traceback({ ename, evalue, traceback: lines }: ErrorBlock): string {
  return lines.length > 0 ? lines.join("\n") : `${ename}: ${evalue}`;
}

/** A picture from a cell never becomes part of the page's DOM: SVG in an <img> neither runs nor loads anything. */
function imageUri({ mediaType, data }: Pick<ImageBlock, "mediaType" | "data">): string {
  const base64 =
    mediaType === "image/svg+xml" ? Buffer.from(sanitizeSvg(data), "utf8").toString("base64") : data;
  return `data:${mediaType};base64,${base64}`;
}

function foldHtml(cells: readonly CodeBlock[]): Html {
  const code = cells.map(
    ({ source, language }) =>
      markup`<pre tabindex="0"><code class="language-${language}">${source}</code></pre>\n`,
  );
  return markup`<details class="code">
<summary>${labels.code(cells.length)}</summary>
${code}</details>
`;
}

/** One folded card: the statement and its verdict; its author, findings by part, what is missing, the chapter. */
function claimHtml(claim: ClaimBlock, prose: ProseRenderer): Html {
  const { sign, word } = verdictSign(claim);
  const name = `claim-${safeName(claim.id)}`;
  return markup`<article class="claim ${claim.verdict}" id="${name}" aria-labelledby="${name}-statement">
<details><summary><span class="verdict"><span aria-hidden="true">${sign}</span> ${word}</span> <span class="statement" id="${name}-statement">${prose.inline(claim.statement)}</span></summary>
<p class="by">${prose.inline(claim.by)}${permalink(name, labels.thisClaim)}</p>
${claim.parts.length > 0 && markup`<ul class="parts">\n${claim.parts.map((part) => partHtml(part, prose))}</ul>\n`}${chapterHtml(claim, prose)}</details></article>
`;
}

function partHtml(
  { reads, status, evidence, needs }: ClaimBlock["parts"][number],
  prose: ProseRenderer,
): Html {
  const { sign, word } = partStatuses[status];
  return markup`<li class="${status}"><span class="sign" aria-hidden="true">${sign}</span> ${prose.inline(reads)} <span class="status">${word}</span>${
    evidence && markup`<p>${prose.inline(evidence)}</p>`
  }${needs === undefined ? undefined : markup`<p class="needs">${labels.needs}: ${needs}</p>`}</li>
`;
}

/** Links to the figure or table with the evidence, if it is in one, and to its chapter. */
function chapterHtml(claim: ClaimBlock, prose: ProseRenderer): Html | undefined {
  const evidence = evidenceOf(claim, prose.report);
  if (evidence === undefined) return undefined;
  const { section, display } = evidence;
  const place =
    display &&
    markup`<a href="#${anchorOf(display)}">${labels.evidence}: ${labels[display.kind](display.number)}</a> · `;
  return markup`<p class="chapter-link">${place}<a href="#${safeName(section.id)}">${labels.chapter}: ${prose.words(section.title)}</a></p>\n`;
}
