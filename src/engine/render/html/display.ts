import type { FigureBlock, TableBlock } from "../../../model/report.js";
import type { FigureFiles } from "../figure/files.js";
import type { FigureDrawings } from "../figure/render-figure.js";
import { safeName } from "../names.js";
import { scriptJson } from "./browser-script.js";
import { dataTableHtml } from "./data-table.js";
import { drawingHtml } from "./drawing.js";
import type { ProseRenderer } from "./prose.js";
import { tableRowsHtml } from "./table.js";
import { markup, trusted, type Html } from "./template.js";

export function figureHtml(
  figure: FigureBlock,
  drawings: FigureDrawings,
  files: FigureFiles,
  prose: ProseRenderer,
): Html {
  return markup`<figure class="shown" id="fig-${safeName(figure.id)}">
${headHtml(figure, prose)}${sourceHtml(figure, prose)}${drawingHtml(drawings.wide, "wide")}${drawingHtml(drawings.narrow, "narrow")}<figcaption><p><span class="number">Figure ${figure.number}.</span> ${prose.inline(figure.caption)}</p></figcaption>
<p class="tools"><a href="${files.data}">Data</a> <a href="${files.spec}">Spec</a> <a href="${files.svg}">Picture</a></p>
${dataTableHtml(figure)}<script type="application/json" class="vega">${trusted(scriptJson(drawings.interactive))}</script>
</figure>
`;
}

function headHtml(shown: Pick<FigureBlock, "title" | "subtitle">, prose: ProseRenderer): Html {
  const { title, subtitle } = shown;
  return markup`${title && markup`<p class="finding">${prose.plain(title)}</p>\n`}${
    subtitle && markup`<p class="measure">${prose.plain(subtitle)}</p>\n`
  }`;
}

/** Before the drawing, so that a wide screen can set it beside; the style puts it below the caption elsewhere. */
function sourceHtml({ source }: FigureBlock | TableBlock, prose: ProseRenderer): Html | undefined {
  if (source.length === 0) return undefined;
  return markup`<p class="source">Source: ${prose.inline(source)}</p>\n`;
}

export function tableHtml(table: TableBlock, prose: ProseRenderer): Html {
  const name = `tbl-${safeName(table.id)}`;
  return markup`<figure class="shown" id="${name}">
${headHtml(table.title === undefined ? {} : { title: table.title }, prose)}${sourceHtml(table, prose)}<div class="scroll" role="region" tabindex="0" aria-labelledby="${name}-caption">${tableRowsHtml(table)}</div>
<figcaption><p id="${name}-caption"><span class="number">Table ${table.number}.</span> ${prose.inline(table.caption)}</p></figcaption>
</figure>
`;
}
