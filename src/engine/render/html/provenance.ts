import type { Provenance, Report } from "../../../model/report.js";
import { byModule } from "../../report/lineage.js";
import { cellAnchor, cellLink } from "./value-panel.js";
import { markup, type Html } from "./template.js";

/** Every cell that ran: the cells it rests on, the data it read, the functions of modules that ran in it. */
export function provenanceHtml({ provenance }: Report): Html | undefined {
  const cells = Object.entries(provenance).map(([key, record]) => {
    const at = key.lastIndexOf("#");
    return { notebook: key.slice(0, at), cell: key.slice(at + 1), record };
  });
  if (cells.length === 0) return undefined;
  const notebooks = [...new Set(cells.map(({ notebook }) => notebook))];
  return markup`<section class="chapter appendix provenance-appendix" aria-labelledby="provenance">
<h2 id="provenance">Where the numbers come from</h2>
<p>A value or figure rests on its own cell and, through the cells named beside it, on their data and on the functions that ran in them. The panel of a number leads to its cell.</p>
${notebooks.map((notebook) =>
  notebookHtml(
    notebook,
    cells.filter((each) => each.notebook === notebook),
    provenance,
  ),
)}</section>
`;
}

interface CellRecord {
  readonly cell: string;
  readonly record: Provenance;
}

/** The cells of one notebook, folded: a reader wants to know that they are there, not to scroll over them. */
function notebookHtml(
  notebook: string,
  cells: readonly CellRecord[],
  provenance: Report["provenance"],
): Html {
  const many = cells.length === 1 ? "1 cell" : `${cells.length} cells`;
  return markup`<details class="fold">
<summary><code>${notebook}</code> <span class="size">${many}</span></summary>
<div class="scroll" role="region" tabindex="0" aria-label="Cells of ${notebook} and what they rest on"><table class="provenance">
<thead><tr><th scope="col">Cell</th><th scope="col">Rests on</th><th scope="col">Data read</th><th scope="col">Modules</th></tr></thead>
<tbody>
${cells.map(({ cell, record }) => {
  const earlier = record.cells.map((id) => markup`${cellLink(notebook, id, { provenance })} `);
  return markup`<tr><th scope="row" id="${cellAnchor(notebook, cell)}"><code>${cell}</code></th><td>${earlier}</td><td>${codes(record.files)}</td><td>${modulesHtml(record.functions)}</td></tr>
`;
})}</tbody></table></div>
</details>
`;
}

/** Modules by the functions of theirs that ran; the names, which are many, folded. */
function modulesHtml(functions: readonly string[]): Html | undefined {
  const modules = byModule(functions);
  if (modules.length === 0) return undefined;
  return markup`<details><summary>${modules.length === 1 ? "1 module" : `${modules.length} modules`}</summary>
${modules.map(({ path, names }) => markup`<p><code>${path}</code> ${names.join(", ")}</p>`)}</details>`;
}

function codes(names: readonly string[]): Html {
  return markup`${names.map((name) => markup`<code>${name}</code> `)}`;
}
