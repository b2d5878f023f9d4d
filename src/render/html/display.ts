import type { Row } from "../../model/display.js";
import type { FigureBlock, TableBlock } from "../../model/report.js";
import type { FigureFiles } from "../figure/files.js";
import { safeName } from "../names.js";
import { drawingHtml } from "./drawing.js";
import type { PageFigure } from "./figure-specs.js";
import type { ProseRenderer } from "./prose.js";
import { tableRowsHtml } from "./table.js";
import { markup, type Html } from "./template.js";

/** More rows than this are for the CSV beside the page. */
const shownRows = 200;

export function figureHtml(
  figure: FigureBlock,
  drawings: PageFigure,
  files: FigureFiles,
  prose: ProseRenderer,
): Html {
  return markup`<figure class="shown" id="fig-${safeName(figure.id)}">
${headHtml(figure, prose)}${sourceHtml(figure, prose)}${drawingHtml(drawings.wide, "wide")}${drawingHtml(drawings.narrow, "narrow")}<figcaption><p><span class="number">Figure ${figure.number}.</span> ${prose.inline(figure.caption)}</p></figcaption>
<p class="tools"><a href="${files.data}">Data</a> <a href="${files.spec}">Spec</a> <a href="${files.svg}">Picture</a></p>
${dataTable(figure)}${drawings.spec}
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

function dataTable({ data, number }: FigureBlock): Html | undefined {
  if (data.length === 0 || data.length > shownRows) return undefined;
  const columns = [...new Set(data.flatMap((row) => Object.keys(row)))].map((name) => ({
    name,
    side: data.every((row) => typeof row[name] !== "string") ? ("right" as const) : ("left" as const),
  }));
  return markup`<details class="data">
<summary>Show as table</summary>
<div class="scroll" role="region" tabindex="0" aria-label="Data of figure ${number}"><table>
<thead><tr>${columns.map(({ name, side }) => markup`<th scope="col"${align(side)}>${name}</th>`)}</tr></thead>
<tbody>
${data.map(
  (row) =>
    markup`<tr>${columns.map(({ name, side }) => markup`<td${align(side)}>${plainCell(row[name])}</td>`)}</tr>\n`,
)}</tbody></table></div>
</details>
`;
}

function plainCell(value: Row[string] | undefined): string {
  return value === null || value === undefined ? "" : String(value);
}

export function tableHtml(table: TableBlock, prose: ProseRenderer): Html {
  const name = `tbl-${safeName(table.id)}`;
  return markup`<figure class="shown" id="${name}">
${headHtml(table.title === undefined ? {} : { title: table.title }, prose)}${sourceHtml(table, prose)}<div class="scroll" role="region" tabindex="0" aria-labelledby="${name}-caption">${tableRowsHtml(table)}</div>
<figcaption><p id="${name}-caption"><span class="number">Table ${table.number}.</span> ${prose.inline(table.caption)}</p></figcaption>
</figure>
`;
}

function align(side: "left" | "right"): Html | undefined {
  return side === "left" ? undefined : markup` class="${side}"`;
}
