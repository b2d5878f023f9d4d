import type { Block, ErrorBlock, ImageBlock } from "../../../model/report.js";
import { replaceAttachments } from "../attachments.js";
import { foldCode, type CodeFold, type ShownBlock } from "../code-folds.js";
import { figureFiles } from "../figure/files.js";
import { claimHtml } from "./claim.js";
import type { Drawings } from "../figure/render-figure.js";
import { elsewhereHtml } from "./first-page.js";
import { figureHtml, tableHtml } from "./display.js";
import type { ProseRenderer } from "./prose.js";
import { sanitize } from "./sanitize.js";
import { sanitizeSvg } from "./sanitize-svg.js";
import { markup, trusted, type Html } from "./template.js";

interface Figures {
  readonly drawings: Drawings;
  /** Ids of those that stand on the first page. */
  readonly elsewhere: ReadonlySet<string>;
}

/** The blocks of a section, code folded. */
export function blocksHtml(blocks: readonly Block[], figures: Figures, prose: ProseRenderer): Html {
  return markup`${foldCode(blocks).map((block) =>
    block.kind === "fold" ? foldHtml(block) : blockHtml(block, figures, prose),
  )}`;
}

function blockHtml(block: ShownBlock, { drawings, elsewhere }: Figures, prose: ProseRenderer): Html {
  switch (block.kind) {
    case "prose":
      return prose.block(replaceAttachments(block, ({ mediaType, data }) => imageUri({ mediaType, data })));
    case "figure": {
      if (elsewhere.has(block.id)) return elsewhereHtml(block, prose);
      const drawn = drawings.get(block.id);
      return drawn === undefined ? markup`` : figureHtml(block, drawn, figureFiles(block), prose);
    }
    case "table":
      return tableHtml(block, prose);
    case "claim":
      return claimHtml(block, prose.report.sections, prose);
    case "html":
      return markup`<div class="cell-html" tabindex="0">${trusted(sanitize(block.text))}</div>\n`;
    case "markdown":
      return prose.block([block.text]);
    case "image":
      return markup`<p><img src="${imageUri(block)}" alt="${block.alt}"></p>\n`;
    case "text":
      return markup`<pre class="${block.stream}" tabindex="0"><code>${block.text}</code></pre>\n`;
    case "error":
      return markup`<pre class="failure" tabindex="0"><code>${traceback(block)}</code></pre>\n`;
  }
}

function traceback({ ename, evalue, traceback: lines }: ErrorBlock): string {
  return lines.length > 0 ? lines.join("\n") : `${ename}: ${evalue}`;
}

/** A picture out of a cell is never part of the page's own tree: inside an <img>, SVG neither runs nor loads. */
function imageUri({ mediaType, data }: Pick<ImageBlock, "mediaType" | "data">): string {
  const base64 =
    mediaType === "image/svg+xml" ? Buffer.from(sanitizeSvg(data), "utf8").toString("base64") : data;
  return `data:${mediaType};base64,${base64}`;
}

function foldHtml({ cells }: CodeFold): Html {
  const label = cells.length === 1 ? "Code" : `Code, ${cells.length} cells`;
  const code = cells.map(
    ({ source, language }) =>
      markup`<pre tabindex="0"><code class="language-${language}">${source}</code></pre>\n`,
  );
  return markup`<details class="code">
<summary>${label}</summary>
${code}</details>
`;
}
