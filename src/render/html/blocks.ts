import type { Block, CodeBlock, ImageBlock } from "../../model/report.js";
import { figureFiles } from "../figure/files.js";
import type { FigureDrawings } from "../figure/render-figure.js";
import { figureHtml, tableHtml } from "./display.js";
import type { ProseRenderer } from "./prose.js";
import { sanitize } from "./sanitize.js";
import { html, trusted, type Html } from "./template.js";

export type Drawings = ReadonlyMap<string, FigureDrawings>;

/** The blocks of a section; code comes folded, below what it shows, adjoining cells in one fold. */
export function blocksHtml(blocks: readonly Block[], drawings: Drawings, prose: ProseRenderer): Html {
  const parts: Html[] = [];
  let pending: CodeBlock[] = [];
  const fold = () => {
    if (pending.length > 0) parts.push(codeHtml(pending));
    pending = [];
  };
  for (const block of blocks) {
    if (block.kind === "code") {
      pending.push(block);
      continue;
    }
    if (pending.at(-1)?.cell !== block.cell) fold();
    parts.push(blockHtml(block, drawings, prose));
  }
  fold();
  return html`${parts}`;
}

function blockHtml(block: Exclude<Block, CodeBlock>, drawings: Drawings, prose: ProseRenderer): Html {
  switch (block.kind) {
    case "prose":
      return prose.block(block.text);
    case "figure": {
      const drawn = drawings.get(block.id);
      return drawn === undefined ? html`` : figureHtml(block, drawn, figureFiles(block), prose);
    }
    case "table":
      return tableHtml(block, prose);
    case "html":
      return html`<div class="cell-html">${trusted(sanitize(block.text))}</div> `;
    case "markdown":
      return prose.block([block.text]);
    case "image":
      return html`<p><img src="${imageUri(block)}" alt="${block.alt}" /></p> `;
    case "text":
      return html`<pre class="${block.stream}"><code>${block.text}</code></pre> `;
    case "error": {
      const trace =
        block.traceback.length > 0 ? block.traceback.join("\n") : `${block.ename}: ${block.evalue}`;
      return html`<pre class="failure"><code>${trace}</code></pre> `;
    }
  }
}

/** A picture out of a cell is never part of the page's own tree: inside an <img>, SVG neither runs nor loads. */
function imageUri({ mediaType, data }: ImageBlock): string {
  const base64 = mediaType === "image/svg+xml" ? Buffer.from(data, "utf8").toString("base64") : data;
  return `data:${mediaType};base64,${base64}`;
}

function codeHtml(cells: readonly CodeBlock[]): Html {
  const label = cells.length === 1 ? "Code" : `Code of ${cells.length} cells`;
  return html`<details class="code">
    <summary>${label}</summary>
    ${cells.map(({ source, language }) => html`<pre><code class="language-${language}">${source}</code></pre> `)}
  </details> `;
}
