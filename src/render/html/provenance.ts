import type { Report } from "../../model/report.js";
import { byModule } from "../../report/functions.js";
import { cellAnchor, cellLink } from "./value-panel.js";
import { markup, type Html } from "./template.js";

/** Every cell that ran: the cells it rests on, the data it read, the functions of modules that ran in it. */
export function provenanceHtml({ provenance }: Report): Html | undefined {
  const cells = Object.entries(provenance);
  if (cells.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="provenance">
<h2 id="provenance">Where the numbers come from</h2>
<p>Each row is a cell of a notebook. A value or figure rests on its own cell and, through the cells named beside it, on their data and on the functions that ran in them.</p>
<div class="scroll" role="region" tabindex="0" aria-label="Cells and what they rest on"><table class="provenance">
<thead><tr><th scope="col">Cell</th><th scope="col">Rests on</th><th scope="col">Data read</th><th scope="col">Modules</th></tr></thead>
<tbody>
${cells.map(([key, record]) => {
  const at = key.lastIndexOf("#");
  const [notebook, cell] = [key.slice(0, at), key.slice(at + 1)];
  const earlier = record.cells.map((id) => markup`${cellLink(notebook, id, { provenance })} `);
  return markup`<tr><th scope="row" id="${cellAnchor(notebook, cell)}"><code>${cell}</code><span class="unit">${notebook}</span></th><td>${earlier}</td><td>${codes(record.files)}</td><td>${modulesHtml(record.functions)}</td></tr>
`;
})}</tbody></table></div>
</section>
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
