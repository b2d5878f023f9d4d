import type { Row } from "../../model/display.js";
import type { FigureBlock, TableBlock } from "../../model/report.js";
import type { FigureDrawings } from "../figure/render-figure.js";
import type { FigureFiles } from "../figure/files.js";
import { safeName } from "../names.js";
import type { ProseRenderer } from "./prose.js";
import { html, trusted, type Html } from "./template.js";

/** More rows than this are for the CSV beside the page. */
const shownRows = 200;

export function figureHtml(
  figure: FigureBlock,
  drawings: FigureDrawings,
  files: FigureFiles,
  prose: ProseRenderer,
): Html {
  return html`<figure class="shown" id="fig-${safeName(figure.id)}">
    ${figure.title && html`<p class="finding">${prose.plain(figure.title)}</p> `}${
      figure.subtitle && html`<p class="measure">${prose.plain(figure.subtitle)}</p> `
    }
    <div class="drawing wide">${trusted(drawings.wide)}</div>
    <div class="drawing narrow">${trusted(drawings.narrow)}</div>
    <figcaption>
      <p><span class="number">Figure ${figure.number}.</span> ${prose.inline(figure.caption)}</p>
      <p class="source">
        ${sourceLine(figure, prose)}<span class="tools"
          ><a href="${files.data}">Data</a> · <a href="${files.spec}">Spec</a> ·
          <a href="${files.svg}">Picture</a></span
        >
      </p>
      ${dataTable(figure)}
    </figcaption>
  </figure> `;
}

function sourceLine({ source }: FigureBlock | TableBlock, prose: ProseRenderer): Html | undefined {
  return source.length === 0 ? undefined : html`Source: ${prose.inline(source)} `;
}

function dataTable({ data, number }: FigureBlock): Html | undefined {
  if (data.length === 0 || data.length > shownRows) return undefined;
  const columns = [...new Set(data.flatMap((row) => Object.keys(row)))];
  const isNumeric = new Set(columns.filter((name) => data.every((row) => typeof row[name] !== "string")));
  const cell = (value: Row[string] | undefined) =>
    value === null || value === undefined ? "" : String(value);
  return html`<details class="tools">
    <summary>Show as table</summary>
    <div class="scroll" role="region" tabindex="0" aria-label="Data of figure ${number}">
      <table>
        <thead>
          <tr>
            ${columns.map((name) => html`<th scope="col" ${align(isNumeric.has(name) ? "right" : "left")}>${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${data.map(
            (row) =>
              html`<tr>
                ${columns.map((name) => html`<td${align(isNumeric.has(name) ? "right" : "left")}>${cell(row[name])}</td>`)}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
  </details> `;
}

export function tableHtml(table: TableBlock, prose: ProseRenderer): Html {
  const name = `tbl-${safeName(table.id)}`;
  const isKey = (field: string) => table.key.includes(field);
  return html`<figure class="shown" id="${name}">
    ${table.title && html`<p class="finding">${prose.plain(table.title)}</p> `}
    <div class="scroll" role="region" tabindex="0" aria-labelledby="${name}-caption">
      <table>
        <thead>
          <tr>
            ${table.columns.map(
              ({ title, unit, align: side }) =>
                html`<th scope="col" ${align(side)}>
                  ${title}${unit === undefined ? undefined : html`<span class="unit">${unit}</span>`}
                </th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${table.rows.map(
            (row) =>
              html`<tr>
                ${table.columns.map((column, index) => {
                  const content = row[index]?.text ?? "";
                  return isKey(column.field)
                    ? html`<th scope="row" ${align(column.align)}>${content}</th>`
                    : html`<td${align(column.align)}>${content}</td>`;
                })}
              </tr> `,
          )}
        </tbody>
      </table>
    </div>
    <figcaption>
      <p id="${name}-caption">
        <span class="number">Table ${table.number}.</span> ${prose.inline(table.caption)}
      </p>
      ${table.source.length === 0 ? undefined : html`<p class="source">${sourceLine(table, prose)}</p> `}
    </figcaption>
  </figure> `;
}

function align(side: "left" | "right" | "center"): Html | undefined {
  return side === "left" ? undefined : html` class="${side}"`;
}
